/**
 * What does it cost to build a profile that follows a policy? `node bench/firewall/follow.ts` prints a table, each line
 * from a process of its own; with four numbers (zones, firewall rules, profile rules, proxies) one line. Milliseconds of
 * processor time, first build of the process.
 */
import { execFileSync } from 'node:child_process';
import type { Policy } from '../../schemas/firewall.ts';
import type { Profile } from '../../schemas/profile.ts';
import { buildProfile } from '../../worker/core/build.ts';
import { parsePolicy } from '../../worker/core/firewall/parse.ts';

const SIZES: readonly (readonly [zones: number, firewall: number, rules: number, proxies: number])[] = [
  [5, 100, 200, 8],
  [5, 1_000, 1_000, 8],
  [20, 500, 500, 20],
  [64, 1_000, 200, 64],
  [64, 5_000, 200, 64],
  [64, 1_000, 5_000, 64],
  [64, 5_000, 5_000, 64],
];

/** A zone for each branch; every fifth rule names a host without addresses. */
function policyOf(zones: number, rules: number): Policy {
  return {
    zones: Object.fromEntries(Array.from({ length: zones }, (_, k) => [`z${k}`, { networks: [`10.${k}.0.0/16`] }])),
    rules: Array.from({ length: rules }, (_, k) => ({
      action: k % 3 === 0 ? 'deny' : 'allow',
      from: k % 7 === 0 ? 'any' : `z${k % zones}`,
      to: k % 5 === 0 ? `h${k}.corp.example` : `172.${16 + (k % 16)}.${k % 256}.0/24`,
      ports: [80, 443, 3128 + (k % 50)],
    })),
    default: 'deny',
  };
}

/** Most rules go direct, to ranges and names of their own. */
function profileOf(rules: number, proxies: number): Profile {
  const names = Array.from({ length: proxies }, (_, k) => `p${k}`);
  return {
    proxies: Object.fromEntries(
      names.map((name, k) => [name, { scheme: 'http', host: `172.16.${k}.9`, port: 3128 + (k % 50) }]),
    ),
    routes: { all: [...names, 'direct'] },
    rules: Array.from({ length: rules }, (_, k) => ({
      when: k % 2 === 0 ? { domain: `d${k}.corp.example` } : { cidr: `172.16.${k % 256}.0/24`, port: 1 + k },
      use: k % 4 === 3 ? 'p0' : 'direct',
    })),
    default: 'all',
    firewall: 'campus',
  };
}

const [zones, firewall, rules, proxies] = process.argv.slice(2).map(Number);
if (zones === undefined || firewall === undefined || rules === undefined || proxies === undefined) {
  console.log('| zones | firewall rules | profile rules | proxies | ms | texts |\n|--:|--:|--:|--:|--:|--:|');
  for (const size of SIZES) {
    execFileSync(process.execPath, [import.meta.filename, ...size.map(String)], { stdio: 'inherit' });
  }
} else {
  const { policy } = parsePolicy(policyOf(zones, firewall), 0);
  const profile = profileOf(rules, proxies);
  const start = process.cpuUsage();
  const { artifacts, findings } = buildProfile({ id: 'bench', profile, firewall: policy, now: 0 });
  const ms = Math.round(process.cpuUsage(start).user / 1_000);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors.slice(0, 3)));
  console.log(`| ${zones} | ${firewall} | ${rules} | ${proxies} | ${ms} | ${artifacts.length} |`);
}
