/** Which profiles follow which policies in the tests, and how is one read against the other? */
import fc from 'fast-check';
import type { Condition } from '../../../schemas/condition.ts';
import type { Policy } from '../../../schemas/firewall.ts';
import { Profile, type Query } from '../../../schemas/profile.ts';
import { type Followed, follow } from '../../../worker/core/follow/follow.ts';
import { surroundingsOf } from '../../../worker/core/follow/surroundings.ts';
import { parseRuleSet } from '../../../worker/core/rules/ruleset.ts';
import { parsed } from '../firewall/parsed.ts';
import { generatedPolicy } from '../firewall/policies.ts';
import { profiles, queries } from '../rules/arbitrary.ts';

/** The time of these tests: 2026-11-24T08:30Z. */
export const NOW = Date.UTC(2026, 10, 24, 8, 30);

/** Reads a profile against a policy; throws where it is refused. */
export function followed(profile: Profile, policy: Policy): Followed {
  const read = parsed(policy, NOW);
  const ruleset = parseRuleSet(Profile.parse(profile), surroundingsOf(read), () => {});
  if (ruleset === null) throw new Error(`refused: ${JSON.stringify(profile)}`);
  return follow({ profile, ruleset, policy: read, now: NOW });
}

/** A profile over the proxies of these tests; `more` decides. */
export const profileOf = (more: Partial<Profile>): Profile => ({ ...PROXIES, default: 'direct', ...more });

/** Proxies where the policies of the tests speak of: by address, by name, in both families. */
export const PROXIES: Pick<Profile, 'proxies' | 'routes'> = {
  proxies: {
    squid: { scheme: 'http', host: '10.4.0.8', port: 3128 },
    tls: { scheme: 'https', host: 'a.corp.example', port: 443 },
    old: { scheme: 'socks4', host: 'b.corp.example', port: 8080, addresses: ['10.4.0.9'] },
    six: { scheme: 'socks5', host: '2001:db8:4::8', port: 3128 },
  },
  routes: { office: ['squid', 'tls'], lab: ['six', 'old', 'direct'] },
};

const zoned: fc.Arbitrary<Condition> = fc.constantFrom<Condition[]>(
  {},
  {},
  {},
  { zone: 'staff' },
  { zone: ['staff', 'lab'] },
  { not: { zone: 'lab' } },
  { any: [{ zone: 'lab' }, { domain: 'a.example' }] },
);

/** Profiles as in `rules/arbitrary.ts`, some of whose rules also look at the zone. */
export const followingProfiles: fc.Arbitrary<Profile> = fc
  .record({
    profile: profiles,
    zones: fc.array(zoned, { minLength: 6, maxLength: 6 }),
    delivery: fc.record(
      { unknown: fc.constantFrom('keep', 'drop'), emptied: fc.constantFrom('block', 'direct') },
      { requiredKeys: [] },
    ),
  })
  .map(({ profile, zones, delivery }) => ({
    ...profile,
    ...PROXIES,
    delivery,
    rules: (profile.rules ?? []).map((rule, at) => ({ ...rule, when: { ...rule.when, ...zones[at] } })),
  }));

/** A profile and the policy that it follows. */
export const followings = fc.record({ profile: followingProfiles, policy: generatedPolicy });

/** Questions with a zone, with a client that stands in one, or without either. */
export const zonedQueries: fc.Arbitrary<Query> = fc
  .record({
    query: queries,
    zone: fc.constantFrom(undefined, 'staff', 'lab'),
    client: fc.constantFrom(undefined, '10.20.1.1', '10.20.8.9', '2001:db8:20::5', '192.0.2.7'),
  })
  .map(({ query, zone, client }) => ({
    ...query,
    ...(zone === undefined ? {} : { zone }),
    ...(client === undefined ? {} : { client }),
  }));
