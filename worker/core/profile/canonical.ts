/** What is the one spelling of a profile? Pure. */
import { Profile } from '../../../schemas/profile.ts';
import { canonicalOrder } from '../document/canonical.ts';
import { formatAddress, type IpAddress, readAddress } from '../net/address.ts';
import { formatRange, parseCidr } from '../net/cidr.ts';
import { canonicalHost, readHost } from '../net/host.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import { spellCondition } from '../rules/condition.ts';
import type { RuleSet } from '../rules/ruleset.ts';

/**
 * The profile as it is kept: hosts, addresses, ranges, patterns and schemes in their canonical spelling, keys in
 * canonical order; one value stays one value, a list a list, and nothing is added. For profiles without errors:
 * what cannot be read is left as it was written.
 */
export function canonicalProfile(profile: Profile, { rules }: RuleSet): Profile {
  const { proxies, delivery, tests } = profile;
  return canonicalOrder(Profile, {
    ...profile,
    ...(proxies === undefined ? {} : { proxies: mapValues(proxies, canonicalProxy) }),
    ...(profile.rules === undefined
      ? {}
      : { rules: profile.rules.map((rule, index) => ({ ...rule, when: whenOf(rules[index], rule) })) }),
    ...(delivery === undefined ? {} : { delivery: canonicalDelivery(delivery) }),
    ...(tests === undefined ? {} : { tests: tests.map(canonicalTest) }),
  });
}

type Part<Key extends keyof Profile> = NonNullable<Profile[Key]>;
type Proxy = Part<'proxies'>[string];
type Rule = Part<'rules'>[number];
type ProfileTest = Part<'tests'>[number];

function whenOf(parsed: RuleSet['rules'][number] | undefined, { when }: Rule): Rule['when'] {
  return parsed === undefined ? when : spellCondition(parsed.when);
}

function canonicalProxy({ host, addresses, ...others }: Proxy): Proxy {
  const read = readHost(host);
  return {
    ...others,
    host: isRefused(read) ? host : read.text,
    ...(addresses === undefined ? {} : { addresses: addresses.map(address) }),
  };
}

function canonicalDelivery({ networks, wpad, ...others }: Part<'delivery'>): Part<'delivery'> {
  return {
    ...others,
    ...(networks === undefined ? {} : { networks: networks.map((text) => spell(text, parseCidr(text), formatRange)) }),
    ...(wpad === undefined ? {} : { wpad: wpad.map(name) }),
  };
}

/** The URL stays as it was written: it is a question, and the client's view of it is what `explain` shows. */
function canonicalTest({ client, dns, ...others }: ProfileTest): ProfileTest {
  return {
    ...others,
    ...(client === undefined ? {} : { client: address(client) }),
    ...(dns === undefined ? {} : { dns: canonicalDns(dns) }),
  };
}

type Dns = NonNullable<ProfileTest['dns']>;

function canonicalDns(dns: Dns): Dns {
  const answers = mapValues(dns, (answer) => {
    if (answer === null) return null;
    return Array.isArray(answer) ? answer.map(address) : address(answer);
  });
  return Object.fromEntries(Object.entries(answers).map(([host, answer]) => [name(host), answer]));
}

function address(text: string): string {
  return spell<IpAddress>(text, readAddress(text), formatAddress);
}

function name(text: string): string {
  return spell(text, canonicalHost(text), (host) => host);
}

function spell<Value>(text: string, value: Value | Refused, format: (value: Value) => string): string {
  return isRefused(value) ? text : format(value);
}

function mapValues<Value>(record: Record<string, Value>, map: (value: Value) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
