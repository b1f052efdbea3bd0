/** Which rule decides, why not an earlier one, and is the compiled text of the same opinion? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../schemas/finding.ts';
import { Profile, type Query } from '../../../schemas/profile.ts';
import { type Answer, explain, isAnswer } from '../../../worker/core/explain/explain.ts';
import { factsOf } from '../../../worker/core/explain/facts.ts';
import { formatAddress } from '../../../worker/core/net/address.ts';
import { compilePac } from '../../../worker/core/pac/compile.ts';
import { spellCondition } from '../../../worker/core/rules/condition.ts';
import { lowerRuleSet } from '../../../worker/core/rules/lower.ts';
import { parseRuleSet, type RuleSet } from '../../../worker/core/rules/ruleset.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';
import type { Question } from '../../engines/engine.ts';
import { load } from '../pac/run.ts';
import { profiles, queries } from '../rules/arbitrary.ts';
import { CAMPUS } from '../rules/asking.ts';

const NOW = Date.UTC(2026, 10, 24, 8, 30);

const HEADQUARTERS = {
  proxies: {
    squid: { scheme: 'http', host: 'Proxy.Corp.example', port: 3128 },
    tls: { scheme: 'https', host: 'proxy2.corp.example', port: 8443 },
    tunnel: { scheme: 'socks5', host: '2001:DB8::1', port: 1080 },
  },
  routes: { office: ['squid', 'tls'], lab: ['tunnel', 'direct'] },
  rules: [
    { when: { plain: true }, use: 'direct' },
    { when: { domain: ['corp.example', 'partner.example'] }, use: 'direct' },
    { when: { host: '*.build?.example', port: [8443, '9000-9099'] }, use: 'lab' },
    { when: { scheme: 'https' }, use: 'block', disabled: true },
    { when: { domain: 'lab.example', time: { from: '09:00', to: '18:00' } }, use: 'tunnel' },
    { when: { cidr: '10.0.0.0/8', resolve: true }, use: 'squid' },
    { when: { zone: 'staff' }, use: 'tls' },
    { when: { not: { scheme: ['http', 'https'] } }, use: 'block' },
  ],
  default: 'office',
};

function rulesOf(written: unknown): RuleSet {
  const findings: Finding[] = [];
  const ruleset = parseRuleSet(Profile.parse(written), CAMPUS, (finding) => findings.push(finding));
  if (ruleset === null) throw new Error(JSON.stringify(findings));
  return ruleset;
}

function answer(ruleset: RuleSet, query: Query): Answer {
  const given = explain(ruleset, query, NOW);
  if (!isAnswer(given)) throw new Error(JSON.stringify(given.findings));
  return given;
}

function findingsOf(query: Query): string[] {
  const given = explain(rulesOf(HEADQUARTERS), query, NOW);
  return isAnswer(given) ? [] : given.findings.map(({ code, path }) => `${code} ${path}`);
}

describe('explain', () => {
  const headquarters = rulesOf(HEADQUARTERS);
  const OFFICE = 'PROXY proxy.corp.example:3128; HTTPS proxy2.corp.example:8443';

  test.each([
    [{ url: 'http://intranet/' }, 'direct', [], 'DIRECT', 0],
    [{ url: 'https://wiki.CORP.example./x' }, 'direct', [], 'DIRECT', 1],
    [{ url: 'https://a.build1.example:9001/' }, 'lab', ['tunnel'], 'SOCKS5 [2001:db8::1]:1080; DIRECT', 2],
    [{ url: 'https://lab.example/' }, 'office', ['squid', 'tls'], OFFICE, null],
    [
      { url: 'https://lab.example/', at: '2026-11-24T12:00:00+09:00' },
      'tunnel',
      ['tunnel'],
      'SOCKS5 [2001:db8::1]:1080',
      4,
    ],
    [
      { url: 'https://x.example/', dns: { 'X.example.': ['fd00::1', '10.1.1.1'] } },
      'squid',
      ['squid'],
      'PROXY proxy.corp.example:3128',
      5,
    ],
    [{ url: 'https://x.example/', zone: 'staff' }, 'tls', ['tls'], 'HTTPS proxy2.corp.example:8443', 6],
    [{ url: 'https://x.example/', client: '10.1.1.1' }, 'tls', ['tls'], 'HTTPS proxy2.corp.example:8443', 6],
    [{ url: 'ftp://x.example/' }, 'block', [], 'PROXY 127.0.0.1:9', 7],
    [{ url: 'https://x.example/' }, 'office', ['squid', 'tls'], OFFICE, null],
  ])('%j leads to %s', (query, route, proxies, pac, rule) => {
    expect(answer(headquarters, query).explanation).toMatchObject({ route, proxies, pac, rule });
  });

  test('shows the URL as the client shows it', () => {
    const { url } = answer(headquarters, { url: 'HTTPS://me:pw@X.Example.:443/secret?x#y' }).explanation;
    expect(url).toBe('https://x.example/');
  });

  test('tells for every earlier rule the first key that failed, on what', () => {
    const { trace } = answer(headquarters, { url: 'ftp://x.example/', dns: { 'x.example': '192.0.2.1' } }).explanation;
    expect(trace).toEqual([
      { rule: 0, failed: { key: 'plain', expected: 'true', found: 'x.example' } },
      { rule: 1, failed: { key: 'domain', expected: 'corp.example, partner.example', found: 'x.example' } },
      { rule: 2, failed: { key: 'port', expected: '8443, 9000-9099', found: '21' } },
      { rule: 3, skipped: 'disabled' },
      { rule: 4, failed: { key: 'domain', expected: 'lab.example', found: 'x.example' } },
      { rule: 5, failed: { key: 'cidr', expected: '10.0.0.0/8', found: 'x.example (192.0.2.1)' } },
      { rule: 6, failed: { key: 'zone', expected: 'staff', found: 'no zone' } },
    ]);
  });

  test('stops the trace at the deciding rule', () => {
    expect(answer(headquarters, { url: 'http://wiki.corp.example/' }).explanation.trace).toHaveLength(1);
  });

  test('cuts long values, and says how many there are', () => {
    const domain = Array.from({ length: 1_000 }, (_, index) => `host${index}.example`);
    const { trace } = answer(rulesOf({ rules: [{ when: { domain }, use: 'block' }], default: 'direct' }), {
      url: 'http://a/',
    }).explanation;
    expect(trace[0]).toHaveProperty('failed.expected', expect.stringMatching(/^host0\.example, .* … \(1000 in all\)$/));
  });

  test('knows whether it looked at the clock', () => {
    expect(answer(headquarters, { url: 'https://lab.example/' }).usedClock).toBe(true);
    expect(answer(headquarters, { url: 'https://x.example/' }).usedClock).toBe(false);
  });

  test('takes the given time as UTC on both clocks when the question has none', () => {
    const facts = factsOf({ url: 'http://a/' }, { surroundings: ALONE, now: NOW }, () => {});
    const clock = { date: 20261124, dayBefore: 20261123, weekday: 1, minutes: 510 };
    expect(facts?.clocks).toEqual({ local: clock, utc: clock });
  });

  test('reads the written wall clock as local, over day and year ends', () => {
    const facts = factsOf(
      { url: 'http://a/', at: '2027-01-01T00:30:00+01:00' },
      { surroundings: ALONE, now: 0 },
      () => {},
    );
    expect(facts?.clocks).toEqual({
      local: { date: 20270101, dayBefore: 20261231, weekday: 4, minutes: 30 },
      utc: { date: 20261231, dayBefore: 20261230, weekday: 3, minutes: 1410 },
    });
  });

  test.each([
    [{ url: 'not a url' }, 'url.invalid /url'],
    [{ url: 'mailto:a@b.example' }, 'url.no-host /url'],
    [{ url: 'http://a/', client: '10.1' }, 'address.invalid /client'],
    [{ url: 'http://a/', client: '::ffff:10.0.0.1' }, 'address.mapped /client'],
    [{ url: 'http://a/', zone: 'nowhere' }, 'reference.unknown /zone'],
    [{ url: 'http://a/', dns: { 'a b': null } }, 'host.invalid /dns/a b'],
    [{ url: 'http://a/', dns: { 'a/b': '10.0.0.1' } }, 'host.url /dns/a~1b'],
    [{ url: 'http://a/', dns: { a: ['10.0.0.1', '010.0.0.1'] } }, 'address.invalid /dns/a'],
  ])('cannot answer %j', (query, finding) => expect(findingsOf(query)).toEqual([finding]));

  test('tells everything that is wrong with a question at once', () => {
    expect(findingsOf({ url: 'x', client: 'y' })).toEqual(['url.invalid /url', 'address.invalid /client']);
  });
});

/** The same question to an engine: URL and host as the URL parser gives them, and what the engine's functions answer. */
function question(query: Query): Question {
  const facts = factsOf(query, { surroundings: ALONE, now: NOW }, () => {});
  if (facts === null) throw new Error(`unanswerable: ${JSON.stringify(query)}`);
  const parsed = new URL(query.url);
  const utc = query.at === undefined ? NOW : Date.parse(query.at);
  const local = query.at === undefined ? NOW : Date.parse(query.at.replace(/(?:Z|[+-]\d\d:\d\d)$/, 'Z'));
  return {
    url: parsed.href,
    host: parsed.hostname,
    clientIp: formatAddress(facts.client),
    dns: { [facts.host]: facts.resolved && formatAddress(facts.resolved) },
    now: { local, utc },
  };
}

describe('one meaning', () => {
  const parsed = profiles.map((profile) => ({
    profile,
    ruleset: parseRuleSet(Profile.parse(profile), ALONE, () => {}),
  }));

  test('the compiled text gives the result string that explain gives', () => {
    fc.assert(
      fc.property(parsed, fc.array(queries, { minLength: 5, maxLength: 5 }), ({ profile, ruleset }, asked) => {
        if (ruleset === null) throw new Error(`refused: ${JSON.stringify(profile)}`);
        const { text } = compilePac({ id: 'law', program: lowerRuleSet(ruleset, { zone: null, flavour: 'generic' }) });
        const running = load(text);
        for (const query of asked) expect(running.ask(question(query))).toBe(answer(ruleset, query).explanation.pac);
      }),
      { numRuns: 200 },
    );
  });

  test('the canonical spelling of a condition means what was written, and is its own spelling', () => {
    fc.assert(
      fc.property(parsed, queries, ({ profile, ruleset }, query) => {
        const rules = ruleset?.rules.map(({ when, use, disabled }) => ({ when: spellCondition(when), use, disabled }));
        const again = parseRuleSet(Profile.parse({ ...profile, rules }), ALONE, () => {});
        expect(again?.rules.map(({ when }) => spellCondition(when))).toEqual(rules?.map(({ when }) => when));
        const both = [ruleset, again].map((one) => one && answer(one, query).explanation);
        expect(both[1]).toEqual(both[0]);
      }),
      { numRuns: 200 },
    );
  });
});
