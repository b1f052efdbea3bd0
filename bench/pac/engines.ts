/**
 * In which engines is a PAC timed? Each in a process or context of its own, started for every text. Times are those of the
 * processor, so that they hold on a machine that others use too; but Duktape has no clock for them.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getQuickJS } from 'quickjs-emscripten';
import { program } from '../../test/programs.ts';
import { harness, type Measured, readResult, type Subject } from './harness.ts';
import { VOCABULARY } from './shapes.ts';

/** An engine, or why it is not here. */
export interface BenchEngine {
  readonly name: string;
  readonly missing: string | null;
  /** Rejects where the text does not load, or takes too long. */
  measure(subject: Subject): Promise<Measured>;
}

const run = promisify(execFile);
const TIMEOUT = 60_000;

/** The texts of a measurement as files of a folder that goes away. */
async function withFiles<T>(texts: readonly string[], use: (files: readonly string[]) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-bench-'));
  try {
    const files = texts.map((_, at) => join(folder, `${at}.js`));
    await Promise.all(files.map((file, at) => writeFile(file, texts[at] ?? '')));
    return await use(files);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function node(name: string, options: readonly string[]): BenchEngine {
  return {
    name,
    missing: null,
    measure: (subject) =>
      withFiles([VOCABULARY, subject.pac, harness(subject)], async (files) => {
        const child = join(import.meta.dirname, 'v8-child.mjs');
        const { stdout } = await run(process.execPath, [...options, child, ...files], { timeout: TIMEOUT });
        const [load = '', ...rest] = stdout.split(' ');
        return readResult(Number(load), rest.join(' '));
      }),
  };
}

/** Milliseconds that this process has worked. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const quickjs: BenchEngine = {
  name: 'QuickJS',
  missing: null,
  measure: async (subject) => {
    const context = (await getQuickJS()).newContext();
    const evaluate = (text: string): string => {
      const result = context.evalCode(text);
      if (result.error) {
        const message = JSON.stringify(context.dump(result.error));
        result.error.dispose();
        throw new Error(message);
      }
      const value = String(context.dump(result.value));
      result.value.dispose();
      return value;
    };
    try {
      context
        .newFunction('benchNow', () => context.newNumber(processorTime()))
        .consume((clock) => {
          context.setProp(context.global, 'benchNow', clock);
        });
      evaluate(VOCABULARY);
      const start = processorTime();
      evaluate(subject.pac);
      const load = processorTime() - start;
      evaluate(harness(subject));
      return readResult(load, evaluate('benchResult()'));
    } finally {
      context.dispose();
    }
  },
};

const duk = program({ name: 'Duktape', candidates: ['duk'], package: 'duktape' });

const duktape: BenchEngine = {
  name: 'Duktape',
  missing: duk.missing,
  measure: (subject) => {
    const clock = `${VOCABULARY}function benchNow() { return Date.now(); }`;
    const start = `var benchStart = benchNow();`;
    const loaded = `var benchLoad = benchNow() - benchStart;`;
    const texts = [clock, start, subject.pac, loaded, harness(subject), 'print(benchLoad + " " + benchResult());'];
    return withFiles(texts, async (files) => {
      const { stdout } = await run(duk.path ?? 'duk', [...files], { timeout: TIMEOUT });
      const [load = '', ...rest] = stdout.split(' ');
      return readResult(Number(load), rest.join(' '));
    });
  },
};

/** The module belongs to the system's own Python. */
const python = program({
  name: 'pacparser',
  candidates: ['/usr/bin/python3'],
  package: 'python3-pacparser',
  check: ['-c', 'import pacparser'],
});

const pacparser: BenchEngine = {
  name: 'pacparser',
  missing: python.missing,
  measure: (subject) =>
    withFiles([subject.pac, subject.hosts.join('\n'), subject.inside.map(Number).join('')], async (files) => {
      const child = join(import.meta.dirname, 'pacparser-child.py');
      const { stdout } = await run(python.path ?? 'python3', [child, ...files], { timeout: TIMEOUT });
      const [load = '', ...rest] = stdout.split(' ');
      return readResult(Number(load), rest.join(' '));
    }),
};

/** All engines. Chromium runs PAC scripts in V8 without its compiler, optimised for size. */
export const BENCH_ENGINES: readonly BenchEngine[] = [
  node('V8 jitless', ['--jitless', '--optimize-for-size']),
  node('V8', []),
  quickjs,
  duktape,
  pacparser,
];
