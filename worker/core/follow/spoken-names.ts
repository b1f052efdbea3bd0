/** About which host names does a policy say anything? All others are alike to it. Pure. */
import { distinctDestinations, type FirewallPolicy } from '../firewall/policy.ts';
import type { NameEntry } from '../pac/program.ts';

/**
 * Leaves out names that the policy says nothing about, but for the first of them, which stands for the rest: whatever
 * is true of one such name is true of each. A profile may name thousands, a policy names a few.
 */
export function distinctNames(policy: FirewallPolicy): (names: readonly NameEntry[]) => NameEntry[] {
  const isSpokenOf = spokenOf(policy);
  return (names) => {
    const spoken = names.filter(isSpokenOf);
    const other = names.find((name) => !isSpokenOf(name));
    return other === undefined ? spoken : [...spoken, other];
  };
}

function spokenOf({ names, rules }: FirewallPolicy): (entry: NameEntry) => boolean {
  const entries = distinctDestinations(rules).flatMap((to) => to.names);
  const hosts = new Set([...names.keys(), ...entries.filter(({ match }) => match === 'exact').map(({ name }) => name)]);
  const parents = new Set(entries.filter(({ match }) => match === 'below').map(({ name }) => name));
  const above = new Set([...hosts, ...parents].flatMap(upwards));
  return ({ name, match }) => {
    if (match !== 'below' && hosts.has(name)) return true;
    if (upwards(name).some((parent) => parents.has(parent))) return true;
    return match !== 'exact' && above.has(name);
  };
}

/** A name and every name that it is below: `a.b.c`, `b.c`, `c`. */
function upwards(name: string): string[] {
  const labels = name.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}
