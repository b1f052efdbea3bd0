/** A policy that is too much for an analysis: random networks and ranges of ports, none like another. Always the same one. */
import type { FirewallRule, Policy } from '../../../schemas/firewall.ts';

/** So many rules between networks of /8 to /27, and four zones. */
export function unlike(count: number): Policy {
  const below = counter();
  const network = () => {
    const size = 2 ** (24 - below(20));
    const first = Math.floor((below(2 ** 16) * 65_536 + below(65_536)) / size) * size;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${32 - Math.log2(size)}`;
  };
  const rules = Array.from({ length: count }, (_, at): FirewallRule => {
    const [from, to] = [network(), network()];
    return {
      action: at % 2 === 0 ? 'deny' : 'allow',
      from,
      to,
      ports: `${1 + below(30_000)}-${30_001 + below(30_000)}`,
    };
  });
  const zones = Object.fromEntries([0, 1, 2, 3].map((at) => [`z${at}`, { networks: [`10.${at}.0.0/16`] }]));
  return { zones, rules, default: 'deny' };
}

/** Numbers below a bound, as random as a linear congruence gives them (the constants of ANSI C). */
function counter(): (bound: number) => number {
  let state = 1;
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * bound);
  };
}
