/** Do these endpoints, or the proxies of these profiles, make sense? Nothing is connected to. */
import type { Finding } from '../../../schemas/finding.ts';
import { Policy } from '../../../schemas/firewall.ts';
import type { Endpoint } from '../../../schemas/ports.ts';
import { checkPolicy } from '../../core/firewall/check.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import { checkPorts } from '../../core/ports/check-profile.ts';
import type { EndpointCheck } from '../../core/ports/checks.ts';
import { firewallCheck } from '../../core/ports/firewall-check.ts';
import { validateEndpoints, verdictOf } from '../../core/ports/validate.ts';
import { type Command, EXIT, type Options, type Terminal, text, UsageError } from '../command.ts';
import { endpointIn } from '../endpoint.ts';
import { loadDocument, loadProfile, type PlacedFinding } from '../load.ts';
import { findingsText, jsonText } from '../print.ts';

export const validate: Command = {
  name: 'validate',
  words: 'FILE|ENDPOINT…',
  summary: 'Check ports, schemes and addresses of endpoints or profiles, without connecting',
  help: `
An endpoint is scheme://host:port, or host:port for http. A FILE is a profile, whose proxies, routes and rules are
looked at. With --firewall, also what that policy says for each of its zones, or only for --zone.

  portolan validate socks5://proxy.corp.example:3128
  portolan validate proxy.corp.example:8080 '[2001:db8::8]:3128'
  portolan validate --firewall campus.yaml --zone staff headquarters.yaml

Exit code 1 means that something is an error; with --strict warnings count, too.
`,
  options: { strict: { type: 'boolean' }, firewall: { type: 'string' }, zone: { type: 'string' } },
  async run(words, options, terminal) {
    if (words.length === 0) throw new UsageError('which file or endpoint?');
    const policy = await policyOf(options, terminal);
    const check = checkWith(policy, text(options, 'zone'), terminal.now());
    const results = [...validated(words, check), ...(await checked(words, check, terminal))];
    if (options.json === true) terminal.out(jsonText({ results }));
    else
      for (const one of results)
        terminal.out(`${findingsText(one.source, one.findings)}${one.source}: ${one.verdict}\n`);
    const bad = results.some(
      ({ verdict }) => verdict === 'error' || (options.strict === true && verdict === 'warning'),
    );
    return bad ? EXIT.no : EXIT.ok;
  },
};

interface Result {
  /** The word of the command line. */
  readonly source: string;
  readonly verdict: 'ok' | 'warning' | 'error';
  readonly findings: readonly PlacedFinding[];
}

type CheckOf = (endpoints: readonly Endpoint[]) => { readonly firewall?: EndpointCheck };

/** The endpoints among the words, as one batch: one endpoint under two schemes shows itself. */
function validated(words: readonly string[], check: CheckOf): Result[] {
  const named = words.flatMap((source) => {
    const endpoint = endpointIn(source);
    return endpoint === null ? [] : [{ source, endpoint }];
  });
  const endpoints = named.map(({ endpoint }) => endpoint);
  return validateEndpoints(endpoints, check(endpoints)).results.map(({ verdict, findings }, index) => ({
    source: named[index]?.source ?? '',
    verdict,
    findings: findings.map((finding) => withoutBatch(finding, index)),
  }));
}

/** Pointers into the batch mean nothing to somebody who wrote words: what is left names the part. */
const withoutBatch = (finding: Finding, index: number): Finding => ({
  ...finding,
  path: finding.path.replace(`/endpoints/${index}`, ''),
});

async function checked(words: readonly string[], check: CheckOf, terminal: Terminal): Promise<Result[]> {
  const files = words.filter((word) => endpointIn(word) === null);
  return Promise.all(
    files.map(async (source) => {
      const loaded = await loadProfile(terminal, source);
      if ('findings' in loaded) return { source, verdict: 'error' as const, findings: loaded.findings };
      const { document, place } = loaded;
      const findings = checkPorts(document, check(Object.values(document.proxies ?? {})));
      return { source, verdict: verdictOf(findings), findings: place(findings) };
    }),
  );
}

function checkWith(policy: FirewallPolicy | null, zone: string | undefined, now: number): CheckOf {
  if (policy === null) return () => ({});
  return (endpoints) => ({ firewall: firewallCheck(endpoints, { policy, zone, now }) });
}

async function policyOf(options: Options, terminal: Terminal): Promise<FirewallPolicy | null> {
  const [file, zone] = [text(options, 'firewall'), text(options, 'zone')];
  if (file === undefined) {
    if (zone !== undefined) throw new UsageError('--zone: expected --firewall beside it');
    return null;
  }
  const loaded = await loadDocument(terminal, file, { schema: Policy, kind: 'firewall' });
  const { policy, findings } =
    'findings' in loaded ? { policy: null, ...loaded } : checkPolicy(loaded.document, terminal.now());
  if (policy === null)
    throw new UsageError(`--firewall: the policy has errors\n${findingsText(file, findings).trimEnd()}`);
  if (zone === undefined || policy.zones.has(zone)) return policy;
  throw new UsageError(`--zone: expected ${[...policy.zones.keys()].join(', ') || 'no zone: the policy has none'}`);
}
