/** Does a zone's PAC answer what explain answers for that zone, and is only left out what nobody there can reach? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import { Flavour, type Profile, type Query, type Rule } from '../../../schemas/profile.ts';
import { explain, isAnswer } from '../../../worker/core/explain/explain.ts';
import { factsOf } from '../../../worker/core/explain/facts.ts';
import type { Followed } from '../../../worker/core/follow/follow.ts';
import { formatAddress } from '../../../worker/core/net/address.ts';
import { compilePac } from '../../../worker/core/pac/compile.ts';
import { lowerRuleSet } from '../../../worker/core/rules/lower.ts';
import { resultString } from '../../../worker/core/rules/result.ts';
import type { Question } from '../../engines/engine.ts';
import { addressPoints, oracleVerdict, oracleZone } from '../firewall/oracle.ts';
import { generatedPolicy } from '../firewall/policies.ts';
import { load } from '../pac/run.ts';
import { followed, followings, NOW, PROXIES, profileOf, zonedQueries } from './following.ts';

/** What explain says, and the zone in which it took the client to stand. */
function explained({ ruleset }: Followed, query: Query) {
  const facts = factsOf(query, { surroundings: ruleset.surroundings, now: NOW }, () => {});
  const answer = explain(ruleset, query, NOW);
  if (facts === null || !isAnswer(answer)) throw new Error(`unanswerable: ${JSON.stringify(query)}`);
  return { facts, explanation: answer.explanation };
}

/** The same question to an engine. */
function question(query: Query, { facts }: ReturnType<typeof explained>): Question {
  const { href, hostname } = new URL(query.url);
  const utc = query.at === undefined ? NOW : Date.parse(query.at);
  const local = query.at === undefined ? NOW : Date.parse(`${query.at.slice(0, 19)}Z`);
  const dns = { [facts.host]: facts.resolved && formatAddress(facts.resolved) };
  return { url: href, host: hostname, clientIp: formatAddress(facts.client), dns, now: { local, utc } };
}

describe('one meaning', () => {
  test('the PAC of a zone gives the result string that explain gives for that zone', () => {
    fc.assert(
      fc.property(followings, fc.array(zonedQueries, { minLength: 8, maxLength: 8 }), ({ profile, policy }, asked) => {
        const following = followed(profile, policy);
        const texts = new Map(
          [null, 'staff', 'lab'].map((zone) => {
            const program = lowerRuleSet(following.ruleset, { zone, flavour: 'generic' });
            return [zone, load(compilePac({ id: 'law', program }).text)] as const;
          }),
        );
        for (const query of asked) {
          const said = explained(following, query);
          expect(texts.get(said.facts.zone)?.ask(question(query, said))).toBe(said.explanation.pac);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('in every flavour, the PAC of a zone gives what is left of the route', () => {
    fc.assert(
      fc.property(
        followings,
        zonedQueries,
        fc.constantFrom(...Flavour.options),
        ({ profile, policy }, query, flavour) => {
          const following = followed(profile, policy);
          const said = explained(following, query);
          const { zone } = said.facts;
          const program = lowerRuleSet(following.ruleset, { zone, flavour });
          const decider = following.ruleset.rules.find(({ index }) => index === said.explanation.rule) ?? null;
          const left = following.ruleset.leadsTo(zone, decider);
          expect(load(compilePac({ id: 'law', program }).text).ask(question(query, said))).toBe(
            resultString(left, flavour),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** Whether some client of a zone gets through to a host on a port, wherever that is: by the slow second implementation. */
function mayReach(policy: Policy, zone: string, to: { host: string | null; at: readonly string[] }, port: number) {
  return addressPoints([policy]).some((src) => {
    if (oracleZone(policy, src) !== zone) return false;
    return to.at.some((dst) => {
      if (dst.includes(':') !== src.includes(':')) return false;
      return oracleVerdict(policy, { src, dst, host: to.host, protocol: 'tcp', port }).action === 'allow';
    });
  });
}

/** Where a name is: at its addresses when the policy tells them, else anywhere. */
function whereIs(policy: Policy, name: string): { host: string | null; at: readonly string[] } {
  const known = policy.names?.[name];
  return known === undefined ? { host: name, at: addressPoints([policy]) } : { host: null, at: known };
}

const placeOf = (policy: Policy, { host, addresses }: NonNullable<Profile['proxies']>[string]) => {
  if (/^[0-9.]+$|:/.test(host)) return { host: null, at: [host] };
  const { host: name, at } = whereIs(policy, host);
  return { host: name, at: addresses ?? at };
};

describe('what is left out', () => {
  test('is a proxy exactly when no client of the zone gets through to it, wherever it is', () => {
    const profile = profileOf({ routes: { all: ['squid', 'tls', 'old', 'six', 'direct'] }, default: 'all' });
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const following = followed(profile, policy);
        for (const zone of ['staff', 'lab']) {
          const left = following.leftOut(zone).map(({ what }) => what);
          for (const [name, proxy] of Object.entries(PROXIES.proxies ?? {})) {
            const isReached = mayReach(policy, zone, placeOf(policy, proxy), proxy.port);
            expect([name, zone, left.includes(name)]).toEqual([name, zone, !isReached]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('is direct only when no client of the zone gets through to the host that is asked for', () => {
    const rules: Rule[] = [
      { when: { cidr: ['10.4.0.0/24'] }, use: 'direct' },
      { when: { domain: ['corp.example', 'other.test'] }, use: 'direct' },
      { when: { host: ['c.example', '2001:db8:4::9'], port: 443 }, use: 'direct' },
      { when: { any: [{ cidr: '2001:db8:4::/64' }, { plain: true }], port: [443, 80] }, use: 'direct' },
    ];
    const hosts = [
      '10.4.0.8',
      'a.corp.example',
      'b.corp.example',
      'x.corp.example',
      'deep.a.corp.example',
      'c.example',
    ];
    const more = ['other.test', '2001:db8:4::8', '2001:db8:4::9', 'plain', '192.0.2.1', 'www.test'];
    fc.assert(
      fc.property(generatedPolicy, fc.constantFrom(...hosts, ...more), (policy, host) => {
        const following = followed(profileOf({ rules }), policy);
        const url = `https://${host.includes(':') ? `[${host}]` : host}/`;
        for (const zone of ['staff', 'lab']) {
          const { explanation } = explained(following, { url, zone });
          if (explanation.pac.includes('DIRECT')) continue;
          const place = /^[0-9.]+$|:/.test(host) ? { host: null, at: [host] } : whereIs(policy, host);
          expect([url, zone, mayReach(policy, zone, place, 443)]).toEqual([url, zone, false]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
