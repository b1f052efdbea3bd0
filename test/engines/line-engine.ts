/** How does an engine in a process of its own answer? Shared by the engines that are asked line by line. */
import type { Answer, Question } from './engine.ts';
import type { LineProcess } from './line-process.ts';
import { AFTER, BEFORE, wireOf } from './world.ts';

/** Runs a PAC in such a process. */
export async function runByLine(
  process: LineProcess,
  pac: string,
  questions: readonly Question[],
): Promise<readonly Answer[]> {
  const reply = (await process.ask({ before: BEFORE, pac, after: AFTER, questions: questions.map(wireOf) })) as Reply;
  if (reply.answers === undefined) throw new Error(`the text does not load: ${reply.error}`);
  return reply.answers.map(answerOf);
}

interface Reply {
  readonly answers?: readonly string[];
  readonly error?: string;
}

/** Reads what `testAsk` gave. */
export function answerOf(text: string): Answer {
  return text.startsWith('!') ? { error: text.slice(1) } : text;
}
