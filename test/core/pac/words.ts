/** Where do many plausible domain names come from? A small deterministic generator; no list of real ones is needed. */

const SYLLABLES =
  'ba be bo ca ce co da de di do en er fa fi go ha hi in ka ko la le li lo ma me mi mo na ne ni no on or pa po ra re ri ro sa se si so st ta te ti to un va vi wa we yo za zi'.split(
    ' ',
  );
const ENDINGS = 'com com com com net org cn com.cn de io example co.uk'.split(' ');

/** A sequence of numbers below 2^32 that is the same on every machine (Numerical Recipes, `ranqd1`). */
export function sequence(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Distinct domain names, some of them below others when `nested`. */
export function domainNames(count: number, { seed = 1, nested = false } = {}): string[] {
  const next = sequence(seed);
  const pick = (list: readonly string[]) => list[next(list.length)] ?? '';
  const names = new Set<string>();
  const all: string[] = [];
  while (all.length < count) {
    const word = Array.from({ length: 2 + next(3) }, () => pick(SYLLABLES)).join('');
    const parent = nested && all.length > 0 && next(3) === 0 ? pick(all) : pick(ENDINGS);
    const name = `${word}${next(12) === 0 ? next(100) : ''}.${parent}`;
    if (names.has(name) || name.length > 200) continue;
    names.add(name);
    all.push(name);
  }
  return all;
}
