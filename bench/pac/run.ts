/**
 * How small and how fast are compiled PACs? `npm run bench -- pac [--corpus DIR] [--only WORD] [--sizes-only]` makes its data, or takes
 * that of a folder instead, checks every answer against a plain set, and prints tables. Times of a shared machine jump:
 * compare within one run.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { codedAs } from '../../worker/core/pac/names/coded.ts';
import { NAME_ENCODINGS } from '../../worker/core/pac/names/table.ts';
import { BENCH_ENGINES } from './engines.ts';
import type { Measured, Subject } from './harness.ts';
import { corpus, dotted, type NameSet, type RangeSet, syntheticNames, syntheticRanges } from './sets.ts';
import { PROXY, SHAPES } from './shapes.ts';
import { compiled, mixedProgram, programOfNames, programOfRanges, programOfSortedNames } from './subjects.ts';
import { short, table, whole } from './tables.ts';
import { verify } from './verify.ts';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    only: { type: 'string', default: '' },
    'sizes-only': { type: 'boolean', default: false },
  },
});

/** Beside the forms that are chosen from: what coded names would take, and save, in shorter blocks. */
const SHORTER_BLOCKS = [
  codedAs('coded in 16s', { block: 16, shelf: 24 }),
  codedAs('coded in 8s', { block: 8, shelf: 32 }),
];

interface Named {
  readonly name: string;
  readonly text: string;
}

const extra = options.corpus === undefined ? { names: [], ranges: [] } : corpus(options.corpus);
const isOwn = options.corpus === undefined;
const nameSets = [...(isOwn ? [10, 1_000, 10_000, 100_000] : [10]).map(syntheticNames), ...extra.names];
const rangeSets = isOwn ? [syntheticRanges(5_000)] : extra.ranges;

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores\n`);
const isWanted = ({ title }: NameSet | RangeSet) => title.includes(options.only);
for (const set of nameSets.filter(isWanted)) await showNames(set);
for (const set of rangeSets.filter(isWanted)) await showRanges(set);
showMixed();
showCompiling();

async function showNames(set: NameSet): Promise<void> {
  const chosen = { name: '**chosen**', text: compiled(programOfNames(set)).text };
  const some = NAME_ENCODINGS.filter(({ name }) => name !== 'plain' || set.names.length <= 1_000);
  const forms = (set.names.length < 10_000 ? some : [...some, ...SHORTER_BLOCKS]).map((form) => ({
    name: `form ${form.name}`,
    text: compiled(programOfNames(set), form).text,
  }));
  const shapes = SHAPES.filter(({ upTo }) => set.names.length <= upTo).map(({ name, write }) => ({
    name,
    text: write(set.names),
  }));
  await show(set, [chosen, ...forms, ...shapes], set.names.length);
}

async function showRanges(set: RangeSet): Promise<void> {
  const chosen = { name: '**chosen**', text: compiled(programOfRanges(set)).text };
  const chain = set.ranges.map(([first, last]) => {
    const mask = dotted(2 ** 32 - (last - first + 1));
    return `if(isInNet(host,"${dotted(first)}","${mask}"))return"${PROXY}";\n`;
  });
  const isInNet = {
    name: 'isInNet chain',
    text: `function FindProxyForURL(url,host){${chain.join('')}return"DIRECT"}\n`,
  };
  await show(set, [chosen, isInNet], set.ranges.length);
}

async function show(set: NameSet | RangeSet, texts: readonly Named[], count: number): Promise<void> {
  console.log(`## ${set.title} (${whole(count)})\n`);
  // The slowest shapes are asked for some hosts only.
  const few = { hosts: set.hosts.slice(0, 100), inside: set.inside.slice(0, 100) };
  for (const { name, text } of texts) {
    verify(name, { ...(name.includes('chosen') || name.startsWith('form') ? set : few), pac: text });
  }
  console.log(
    table(
      ['text', 'bytes', 'each', 'in 1 MiB', 'gzip 9', 'brotli 11'],
      texts.map((one) => sizeRow(one, count)),
    ),
    '\n',
  );
  if (options['sizes-only']) return;
  const rows: string[][] = [];
  for (const { name, text } of texts) {
    const cells = [];
    for (const engine of BENCH_ENGINES) {
      cells.push(engine.missing ?? (await engine.measure(subjectOf(set, text)).then(timeCell, () => 'fails')));
    }
    rows.push([name, ...cells]);
  }
  console.log('load ms / first call of a host µs / later calls µs; `*n` has n wrong answers\n');
  console.log(table(['text', ...BENCH_ENGINES.map(({ name }) => name)], rows), '\n');
}

function subjectOf({ hosts, inside }: NameSet | RangeSet, pac: string): Subject {
  return { pac, hosts, inside };
}

function sizeRow({ name, text }: Named, count: number): string[] {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const brotli = text.length > 3_000_000 ? Number.NaN : brotliCompressSync(text, { params }).length;
  const gzip = gzipSync(text, { level: 9 }).length;
  return [
    name,
    whole(text.length),
    (text.length / count).toFixed(2),
    whole(Math.floor((count * 2 ** 20) / text.length)),
    whole(gzip),
    Number.isNaN(brotli) ? '-' : whole(brotli),
  ];
}

function timeCell({ load, first, steady, wrong }: Measured): string {
  return `${short(load)} / ${short(first)} / ${short(steady)}${wrong > 0 ? ` *${wrong}` : ''}`;
}

function showMixed(): void {
  const rows = nameSets
    .filter(({ names }) => names.length >= 4_000)
    .map((set) => {
      const one = compiled(programOfNames(set)).text.length;
      const { text: mixed } = compiled(mixedProgram(set));
      verify('forty rules', { pac: mixed, hosts: set.hosts, inside: set.inside });
      const many = mixed.length;
      return [set.title, whole(one), whole(many), ((many - one) / set.names.length).toFixed(2)];
    });
  console.log('## Five routes in forty interleaved rules\n');
  console.log(table(['names', 'one rule', 'forty rules', 'more per name'], rows), '\n');
}

function showCompiling(): void {
  const rows = nameSets
    .filter(({ names }) => names.length >= 4_000)
    .map((set) => {
      const times = (program: ReturnType<typeof programOfNames>) =>
        Array.from({ length: 7 }, () => compiled(program).ms).sort((a, b) => a - b);
      const [sorted, unsorted] = [times(programOfSortedNames(set)), times(programOfNames(set))];
      return [set.title, short(sorted[0] ?? 0), short(sorted[3] ?? 0), short(unsorted[3] ?? 0)];
    });
  console.log('## Compiling\n\nmilliseconds of the processor, of seven runs\n');
  console.log(table(['names', 'sorted, best', 'sorted, median', 'unsorted, median'], rows));
}
