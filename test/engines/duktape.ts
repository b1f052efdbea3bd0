/** Duktape, the engine of libproxy 0.5 (GNOME and others); its command line runs the texts one after the other. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pathOf, program } from '../programs.ts';
import type { Engine, Question } from './engine.ts';
import { answerOf } from './line-engine.ts';
import { AFTER, BEFORE, wireOf } from './world.ts';

const duk = program({ name: 'Duktape', candidates: ['duk'], package: 'duktape' });

const MAX_OUTPUT = 64 * 1024 * 1024;

export const duktape: Engine = {
  name: 'Duktape',
  available: () => duk.missing,
  run: async (pacText, questions) => {
    const folder = await mkdtemp(join(tmpdir(), 'portolan-duktape-'));
    try {
      const files = await writeTexts(folder, [BEFORE, pacText, AFTER, asking(questions)]);
      const { stdout } = await promisify(execFile)(pathOf(duk), files, { maxBuffer: MAX_OUTPUT, timeout: 60_000 });
      return (JSON.parse(stdout) as string[]).map(answerOf);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function writeTexts(folder: string, texts: readonly string[]): Promise<string[]> {
  const files = texts.map((_, at) => join(folder, `${at}.js`));
  await Promise.all(files.map((file, at) => writeFile(file, texts[at] ?? '')));
  return files;
}

/** JSON is read, not compiled: thousands of questions would be too many constants for one function. */
function asking(questions: readonly Question[]): string {
  const list = JSON.stringify(JSON.stringify(questions.map(wireOf))).replace(/[\u007f-\uffff]/g, escapeChar);
  return `var list = JSON.parse(${list}), at, answers = [];
for (at = 0; at < list.length; at++) answers.push(testAsk(list[at]));
print(JSON.stringify(answers));`;
}

function escapeChar(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
