/** Which policies are measured? Made from a seed, the same on every machine. */
import type { FirewallRule, Policy } from '../../schemas/firewall.ts';

/** Numbers from 0 to below `n`, always the same for one seed (mulberry32). */
export function dice(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * n);
  };
}

const PROXY_PORTS = [80, 443, 1080, 3128, 8080, 8081, 8443, 8888];

/**
 * What an organisation's egress looks like: zones, proxies in server networks, exceptions for single hosts, and now
 * and then a broad rule. Some rules repeat earlier ones, as they do after some years.
 */
export function proxyLike(rules: number, seed = 1): Policy {
  const roll = dice(seed);
  const zones = Array.from({ length: Math.min(64, 4 + Math.floor(rules / 20)) }, (_, k): [string, string[]] => [
    `zone-${k}`,
    k % 3 === 0 ? [`10.${k}.0.0/16`, `2001:db8:${k + 1}::/48`] : [`10.${k}.0.0/16`],
  ]);
  const source = () =>
    roll(12) === 0 ? 'any' : roll(4) === 0 ? `10.${roll(64)}.${roll(256)}.0/24` : `zone-${roll(zones.length)}`;
  const target = () => {
    const kind = roll(10);
    if (kind === 0) return 'any';
    if (kind < 3) return `172.16.${roll(256)}.0/24`;
    if (kind === 3) return `2001:db8:ffff::${(1 + roll(4000)).toString(16)}`;
    return `172.16.${roll(256)}.${roll(256)}`;
  };
  const list = Array.from({ length: rules }, (_, k): FirewallRule => {
    const isBroad = roll(200) === 0;
    return {
      id: `r${k}`,
      action: roll(4) === 0 ? 'deny' : 'allow',
      from: source(),
      to: isBroad ? '172.16.0.0/16' : target(),
      protocol: roll(20) === 0 ? ['tcp', 'udp'] : 'tcp',
      ports: roll(8) === 0 ? ['8000-8999', 443] : (PROXY_PORTS[roll(PROXY_PORTS.length)] ?? 80),
    };
  });
  return {
    zones: Object.fromEntries(zones.map(([name, networks]) => [name, { networks }])),
    rules: list,
    default: 'deny',
  };
}

/** Single addresses and networks with random port ranges, as routers have them: little repeats. */
export function aclLike(rules: number, seed = 2): Policy {
  const roll = dice(seed);
  const network = () => {
    const prefix = [32, 32, 24, 24, 16, 8][roll(6)] ?? 32;
    const octets = [10, roll(8), roll(32), roll(256)].map((octet, k) => (k < prefix / 8 ? octet : 0));
    return roll(40) === 0 ? 'any' : `${octets.join('.')}/${prefix}`;
  };
  const list = Array.from({ length: rules }, (_, k): FirewallRule => {
    const first = 1 + roll(65_000);
    return {
      id: `r${k}`,
      action: roll(2) === 0 ? 'deny' : 'allow',
      from: network(),
      to: network(),
      protocol: roll(5) === 0 ? 'udp' : 'tcp',
      ports: `${first}-${Math.min(65_535, first + roll(roll(2) === 0 ? 20 : 5_000))}`,
    };
  });
  return { rules: list, default: 'deny' };
}

/** Hostile: each rule takes a random half of the blocks of every axis. */
export function adversarial(rules: number, blocks = 32, seed = 3): Policy {
  const roll = dice(seed);
  const half = (text: (k: number) => string) => {
    const list = Array.from({ length: blocks }, (_, k) => k)
      .filter(() => roll(2) === 0)
      .map(text);
    return list.length === 0 ? [text(0)] : list;
  };
  const list = Array.from(
    { length: rules },
    (_, k): FirewallRule => ({
      id: `r${k}`,
      action: roll(2) === 0 ? 'deny' : 'allow',
      from: half((n) => `10.${n}.0.0/16`),
      to: half((n) => `172.16.${n}.0/24`),
      ports: half((n) => `${1 + n * 100}-${50 + n * 100}`),
    }),
  );
  return { rules: list, default: 'deny' };
}

/** Hostile in another way: a policy as long as there can be, whose networks and ports have next to nothing in common. */
export function scattered(rules: number, seed = 4): Policy {
  const roll = dice(seed);
  const network = () => `${1 + roll(220)}.${roll(256)}.${roll(256)}.0/24`;
  const range = () => {
    const ends = [1 + roll(65_535), 1 + roll(65_535)];
    return `${Math.min(...ends)}-${Math.max(...ends)}`;
  };
  const list = Array.from(
    { length: rules },
    (_, k): FirewallRule => ({
      id: `r${k}`,
      action: roll(2) === 0 ? 'deny' : 'allow',
      from: [network(), network(), network()],
      to: `${1 + roll(220)}.${roll(256)}.0.0/16`,
      ports: [1 + roll(65_535), range()],
    }),
  );
  return { rules: list, default: 'deny' };
}

/** An allow-list of the web: every rule names a host without addresses, now and then a whole domain. */
export function namesLike(rules: number, seed = 5): Policy {
  const roll = dice(seed);
  const list = Array.from(
    { length: rules },
    (_, k): FirewallRule => ({
      id: `r${k}`,
      action: roll(10) === 0 ? 'deny' : 'allow',
      from: `10.${roll(64)}.0.0/16`,
      to: roll(8) === 0 ? `*.d${roll(500)}.example` : `h${k}.d${roll(500)}.example`,
      ports: [443, 80],
    }),
  );
  return { rules: list, default: 'deny' };
}
