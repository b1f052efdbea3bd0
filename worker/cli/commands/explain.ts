/** Which proxy does a URL get, and why? */
import type { Explanation } from '../../../schemas/api.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { Query } from '../../../schemas/profile.ts';
import { checkShape } from '../../core/document/shape.ts';
import { explain as ask, isAnswer } from '../../core/explain/explain.ts';
import { readRules } from '../../core/follow/read-rules.ts';
import { type Command, EXIT, type Options, text, UsageError } from '../command.ts';
import { LIST_HELP, LIST_OPTION, loadLists } from '../lists.ts';
import { loadProfile } from '../load.ts';
import { FIREWALL_HELP, FIREWALL_OPTION, isRefusedPolicy, loadPolicy } from '../policy.ts';
import { findingsText, jsonText } from '../print.ts';

export const explain: Command = {
  name: 'explain',
  words: 'FILE URL…',
  summary: 'Say which proxy each URL gets, which rule decides, and why not an earlier one',
  help: `
The URL is seen as a client shows it to a PAC: without credentials and fragment, and outside http and ws
without its path.

  portolan explain headquarters.yaml https://wiki.corp.example/
  portolan explain headquarters.yaml http://a.example/ --client 10.20.3.4 --at 2026-11-24T09:30:00+01:00
  portolan explain headquarters.yaml http://a.example/ --dns a.example=192.0.2.7
  portolan explain headquarters.yaml http://a.example/ --firewall campus.yaml --zone guests
  portolan explain headquarters.yaml http://a.example/ --list ads=easylist.txt

--client is the client's own address, --zone the firewall zone in which it stands, --at its local time;
--dns NAME=ADDRESS says what its DNS answers, and may be given several times.
${FIREWALL_HELP}
${LIST_HELP}
`,
  options: {
    ...FIREWALL_OPTION,
    ...LIST_OPTION,
    client: { type: 'string' },
    zone: { type: 'string' },
    at: { type: 'string' },
    dns: { type: 'string', multiple: true },
  },
  async run([file, ...urls], options, terminal) {
    if (file === undefined || urls.length === 0) throw new UsageError('expected a file and at least one URL');
    const queries = urls.map((url) => queryOf(url, options));
    const firewall = await loadPolicy(terminal, options);
    if (isRefusedPolicy(firewall)) {
      terminal.err(findingsText(firewall.file, firewall.findings));
      return EXIT.no;
    }
    const { lists, refused } = await loadLists(terminal, options);
    if (refused !== null) {
      terminal.err(findingsText(refused.file, refused.findings));
      return EXIT.no;
    }
    const around = { policy: firewall?.policy ?? null, lists, now: terminal.now() };
    const loaded = await loadProfile(terminal, file);
    const findings: Finding[] = [];
    const ruleset =
      'findings' in loaded ? null : readRules(loaded.document, around, (finding) => void findings.push(finding));
    if (ruleset === null) {
      const all = 'findings' in loaded ? loaded.findings : loaded.place(findings);
      if (options.json === true) terminal.out(jsonText({ findings: all }));
      else terminal.err(findingsText(file, all));
      return EXIT.no;
    }
    const results: Explanation[] = [];
    for (const query of queries) {
      const answer = ask(ruleset, query, terminal.now());
      if (!isAnswer(answer)) {
        terminal.err(findingsText(query.url, answer.findings));
        return EXIT.usage;
      }
      results.push(answer.explanation);
    }
    if (options.json === true) terminal.out(jsonText({ results }));
    else for (const result of results) terminal.out(sentence(result));
    return EXIT.ok;
  },
};

function queryOf(url: string, options: Options): Query {
  const dns = [options.dns ?? []].flat().map((pair) => {
    const [name, address, ...more] = String(pair).split('=');
    if (!name || !address || more.length > 0) throw new UsageError('--dns: expected NAME=ADDRESS');
    return [name, address] as const;
  });
  const given = ['client', 'zone', 'at'].flatMap((name) => {
    const value = text(options, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const shaped = checkShape(Query, {
    url,
    ...Object.fromEntries(given),
    ...(dns.length ? { dns: Object.fromEntries(dns) } : {}),
  });
  if ('findings' in shaped)
    throw new UsageError(shaped.findings.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return shaped.document;
}

function sentence({ url, route, pac, rule, lists = [], trace }: Explanation): string {
  const why = rule === null ? 'by default: no rule matched' : `by rule ${rule}`;
  const entries = lists.map(({ list, entry }) => `    list ${list}: ${entry}\n`);
  const steps = trace.map((step) =>
    'skipped' in step
      ? `    rule ${step.rule}: disabled\n`
      : `    rule ${step.rule}: ${step.failed.key}: expected ${step.failed.expected}, found ${step.failed.found}\n`,
  );
  return `${url}\n  -> ${route} (${pac}), ${why}\n${entries.join('')}${steps.join('')}`;
}
