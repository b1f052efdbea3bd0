/** How is an answer written: the one of a step, and the one that the host alone gives? Pure. */
import { numberList } from '../names/encoding.ts';
import type { Plan } from '../plan/plan.ts';
import { stringLiteral } from './literals.ts';
import type { Script } from './script.ts';

/** Expressions of answers, all out of one list that is declared once. `n` is the number of the host's result. */
export interface Answers {
  /** The answer of this number. */
  of(id: number): string;
  /** The answer of the host's result: that of its names or address, or the last word. */
  readonly ofHost: string;
  /** How many planned steps can come before `ofHost`. */
  stepsLeft(): string;
}

/** Prepares the expressions. Data that no expression needs is not declared. */
export function answersOf({ answers, index }: Plan, script: Script): Answers {
  const list = script.data(`[${answers.map(stringLiteral).join()}]`);
  const of = (id: number) => `${list}[${id}]`;
  const byResult = index.results.map((result) => result.answer);
  const [first = 0] = byResult;
  const stepsLeft = lazily(() => script.data(numberList(index.results.map(({ steps }) => steps))));
  const isSame = byResult.every((answer) => answer === first);
  const isDirect = byResult.every((answer, result) => answer === result);
  const ofHost = isSame ? of(first) : isDirect ? `${list}[n]` : `${list}[${script.data(numberList(byResult))}[n]]`;
  return { of, ofHost, stepsLeft: () => `${stepsLeft()}[n]` };
}

function lazily(make: () => string): () => string {
  let made: string | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
