/** What is compiled for the bench? Programs of names, of ranges, and of many rules mixed. */
import { compileScript } from '../../worker/core/pac/compile.ts';
import type { NameEncoding } from '../../worker/core/pac/names/encoding.ts';
import type { Program, Step, Test } from '../../worker/core/pac/program.ts';
import type { NameSet, RangeSet } from './sets.ts';
import { PROXY } from './shapes.ts';

/** A program whose steps lead to the named results; its last word is DIRECT. */
export function programOf(steps: readonly (readonly [result: string, test: Test])[]): Program {
  const all = steps.map(([route, test], rule): Step => ({ route, test, rule }));
  return {
    steps: all,
    otherwise: 'DIRECT',
    results: new Map([['DIRECT', 'DIRECT'], ...steps.map(([r]) => [r, r] as const)]),
  };
}

/** One list of names. */
export function programOfNames({ names }: Pick<NameSet, 'names'>): Program {
  return programOf([[PROXY, { is: 'names', names: names.map((name) => ({ name, match: 'suffix' })) }]]);
}

/** One list of names that is kept in order. */
export function programOfSortedNames({ names }: Pick<NameSet, 'names'>): Program {
  const text = names
    .map((name) => `${name.split('.').reverse().join('#')} s`)
    .sort()
    .join('\n');
  return programOf([
    [PROXY, { is: 'names', names: [], sorted: [{ size: names.length, keys: () => text.split('\n') }] }],
  ]);
}

/** One list of address ranges. */
export function programOfRanges({ ranges }: Pick<RangeSet, 'ranges'>): Program {
  const all = ranges.map(([first, last]) => ({ family: 4, first: BigInt(first), last: BigInt(last) }) as const);
  return programOf([[PROXY, { is: 'ranges', on: 'host', ranges: all }]]);
}

/** The text, and the milliseconds of the processor that it took. */
export function compiled(program: Program, form?: NameEncoding): { readonly text: string; readonly ms: number } {
  const start = process.cpuUsage();
  const encodings = form === undefined ? undefined : [{ ...form, fits: () => true }];
  const { body } = compileScript(program, encodings);
  const { user, system } = process.cpuUsage(start);
  return { text: body, ms: (user + system) / 1_000 };
}

/** Rules of the mixed program: every eighth looks at more than the host, so that its neighbours cannot be joined. */
const RULES = 40;
const ROUTES = ['PROXY a:1', 'PROXY b:1', 'PROXY c:1', 'PROXY d:1', 'PROXY e:1'] as const;

/** The names dealt out to five routes over forty rules, with rules of ports and URLs between them. */
export function mixedProgram({ names }: Pick<NameSet, 'names'>): Program {
  const steps = Array.from({ length: RULES }, (_, rule): readonly [string, Test] => {
    const own = names.filter((_, at) => at % RULES === rule).map((name) => ({ name, match: 'suffix' }) as const);
    const test: Test = { is: 'names', names: own };
    const more: Test =
      rule % 8 === 7 ? { is: 'any', of: [test, { is: 'port', ranges: [[9000 + rule, 9000 + rule]] }] } : test;
    return [ROUTES[rule % ROUTES.length] ?? PROXY, more];
  });
  return programOf(steps);
}
