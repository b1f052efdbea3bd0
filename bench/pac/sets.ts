/** Which names and ranges are measured, and which hosts are asked? Deterministic, so that two runs measure the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { domainNames, sequence } from '../../test/core/pac/words.ts';

/** Names that lead to a proxy, hosts to ask, and what is right for each. */
export interface NameSet {
  readonly title: string;
  readonly names: readonly string[];
  readonly hosts: readonly string[];
  /** Whether the host of the same index is one of the names or below one, by a plain set. */
  readonly inside: readonly boolean[];
}

/** Ranges as first and last address, and addresses to ask. */
export interface RangeSet {
  readonly title: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
  readonly hosts: readonly string[];
  readonly inside: readonly boolean[];
}

/** Hosts asked of each set; half of them are inside. */
const HOSTS = 2_000;

/** Made-up names. Their syllables repeat more often than those of real names, so that coded forms come out smaller. */
export function syntheticNames(count: number): NameSet {
  return nameSet(`${count} made-up names`, domainNames(count, { seed: count }));
}

/** Made-up ranges of the sizes that registries hand out. */
export function syntheticRanges(count: number): RangeSet {
  const next = sequence(count);
  let first = 2 ** 24;
  const ranges = Array.from({ length: count }, (): readonly [number, number] => {
    const size = 2 ** (8 + next(9));
    first = Math.ceil((first + size * next(6)) / size) * size;
    const range = [first, first + size - 1] as const;
    first += size;
    return range;
  });
  return rangeSet(`${count} made-up ranges`, ranges);
}

/**
 * The `.txt` files of a folder: a domain name or an IPv4 CIDR block in each line; files with anything else are left out.
 * The hosts of `queries-WORD-WORD.tsv` are asked of the file with these words in its name, `P` being inside and `D` not; a
 * plain set has to agree with every line.
 */
export function corpus(folder: string): { readonly names: NameSet[]; readonly ranges: RangeSet[] } {
  const names: NameSet[] = [];
  const ranges: RangeSet[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()) {
    const lines = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/);
    if (lines.every((line) => /^[0-9.]+\/[0-9]+$/.test(line))) ranges.push(rangeSet(file, lines.map(rangeOf)));
    else if (lines.every((line) => /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(line))) names.push(nameSet(file, lines));
  }
  names.sort((a, b) => a.names.length - b.names.length);
  const asked = <Set extends NameSet | RangeSet>(set: Set) => ({ ...set, ...queriesOf(folder, set) });
  return { names: names.map(asked), ranges: ranges.map(asked) };
}

function queriesOf(folder: string, set: NameSet | RangeSet): Pick<NameSet, 'hosts' | 'inside'> | null {
  const file = readdirSync(folder).find((name) => {
    const words = /^queries-(.+)\.tsv$/.exec(name)?.[1]?.split('-');
    return words?.every((word) => set.title.includes(word));
  });
  if (file === undefined) return null;
  const rows = readFileSync(join(folder, file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split('\t'));
  const hosts = rows.map(([host = '']) => host);
  const inside = rows.map(([, answer]) => answer === 'P');
  const wrong = insideOf(set, hosts).filter((is, at) => is !== inside[at]).length;
  if (wrong > 0) throw new Error(`${file}: a plain set disagrees with ${wrong} lines`);
  return { hosts, inside };
}

/** By a plain set. */
function insideOf(set: NameSet | RangeSet, hosts: readonly string[]): boolean[] {
  if ('ranges' in set) {
    return hosts.map((host) => set.ranges.some(([first, last]) => first <= numberOf(host) && numberOf(host) <= last));
  }
  const known = new Set(set.names);
  return hosts.map((host) => parentsOf(host).some((name) => known.has(name)));
}

const numberOf = (address: string) => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);

function nameSet(title: string, names: readonly string[]): NameSet {
  const next = sequence(7);
  const known = new Set(names);
  const pick = () => names[next(names.length)] ?? '';
  const hosts = new Set<string>();
  for (let tries = 0; hosts.size < HOSTS && tries < 20 * HOSTS; tries++) hosts.add(hostNear(pick(), next));
  const asked = [...hosts];
  return { title, names, hosts: asked, inside: asked.map((host) => parentsOf(host).some((name) => known.has(name))) };
}

const NEAR: readonly ((name: string, next: (below: number) => number) => string)[] = [
  (name) => name,
  (name) => `www.${name}`,
  (name, next) => `cdn-${next(50)}.static.${name}`,
  (name) => `x${name}`,
  (name, next) => `${name.slice(0, 2)}${'qxz'[next(3)]}${name.slice(2)}`,
  (name, next) => `host${next(100_000)}.${name.slice(name.lastIndexOf('.') + 1)}`,
];

function hostNear(name: string, next: (below: number) => number): string {
  return NEAR[next(NEAR.length)]?.(name, next) ?? name;
}

function parentsOf(host: string): string[] {
  const labels = host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}

function rangeSet(title: string, ranges: readonly (readonly [number, number])[]): RangeSet {
  const next = sequence(11);
  const hosts = Array.from({ length: HOSTS / 2 }, (_, at) => {
    const [first, last] = ranges[next(ranges.length)] ?? [0, 0];
    const numbers = [first, last, first - 1, last + 1, first + next(last - first + 1), next(2 ** 32)];
    return Math.min(2 ** 32 - 1, Math.max(0, numbers[at % numbers.length] ?? 0));
  });
  const inside = hosts.map((host) => ranges.some(([first, last]) => first <= host && host <= last));
  return { title, ranges, hosts: hosts.map(dotted), inside };
}

function rangeOf(line: string): readonly [number, number] {
  const [address = '', bits = '32'] = line.split('/');
  const size = 2 ** (32 - Number(bits));
  const value = numberOf(address);
  const first = Math.floor(value / size) * size;
  return [first, first + size - 1];
}

/** An IPv4 address in dotted form. */
export function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
