/** What does FindProxyForURL do with a plan? Its body, step by step. Pure. */

import { numberList } from '../names/encoding.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedStep } from '../plan/planned.ts';
import { stringLiteral } from './literals.ts';
import { NORMALISE_HOST } from './request.ts';
import { Script } from './script.ts';
import { testText } from './test-text.ts';

/** The text of the program below the names: data, then the function. */
export interface FunctionText {
  readonly script: Script;
  readonly text: string;
}

/** Writes the function. `names(host)` is declared elsewhere when the index has names. */
export function writeFunction(plan: Plan): FunctionText {
  const script = new Script(plan.index.results);
  const writer: Writer = { plan, script, answers: plan.answers.map(stringLiteral) };
  const body = stepsFrom(writer, 0);
  const host = lookUp(plan, script);
  const asks = host !== null || plan.steps.length > 0;
  const lines = [
    'function FindProxyForURL(url,host){',
    ...(asks ? [NORMALISE_HOST] : []),
    ...(host !== null ? [`${script.local('n')}=${host};`] : []),
    ...body,
    '}',
  ];
  const locals = [...script.locals].sort();
  if (locals.length > 0) lines.splice(1, 0, `var ${locals.join()};`);
  return { script, text: `${lines.join('\n')}\n` };
}

/** An expression of the host's result, or null where no host decides anything. */
function lookUp({ index }: Plan, script: Script): string | null {
  const names = index.names.names.length > 0 ? 'names(host)' : '0';
  const v6 = index.v6.length > 0 ? `(${script.local('w')}=${script.helper('v6')}(host))?nets6(w):${names}` : names;
  const all = index.v4.length > 0 ? `(${script.local('v')}=${script.helper('v4')}(host))<0?${v6}:nets4(v)` : v6;
  return all === '0' ? null : all;
}

interface Writer {
  readonly plan: Plan;
  readonly script: Script;
  /** Expressions of the answers. */
  readonly answers: readonly string[];
}

/**
 * Statements that answer, given that no step before `from` has matched. A host whose names leave no further step to
 * ask is answered in front of the first step that others go on to.
 */
function stepsFrom(writer: Writer, from: number, answered = -1): string[] {
  const { plan, script } = writer;
  const lines: string[] = [];
  let waiting = plan.index.results.map(({ steps }) => steps).filter((steps) => steps > answered);
  for (const [offset, step] of plan.steps.slice(from).entries()) {
    if (step.test.is === 'never') continue;
    const at = from + offset;
    const done = waiting.filter((steps) => steps <= at);
    waiting = waiting.filter((steps) => steps > at);
    if (waiting.length === 0) break;
    if (done.length > 0) lines.push(`if(${stepsLeft(writer)}<=${at})return ${named(writer)};`);
    const test = testText(step.test, script);
    lines.push(...script.takeParts());
    if (step.resolves) return [...lines, ...resolving(writer, { at, step, test })];
    lines.push(`if(${test})return ${answer(writer, step.answer)};`);
  }
  return [...lines, `return ${named(writer)};`];
}

interface Resolving {
  readonly at: number;
  readonly step: PlannedStep;
  readonly test: string;
}

/** A step that may ask the resolver: what would come without it is found first, and where that is the same nobody asks. */
function resolving(writer: Writer, { at, step, test }: Resolving): string[] {
  const own = answer(writer, step.answer);
  const rest = stepsFrom(writer, at + 1, at);
  const other = writer.script.local('x');
  const [only] = rest;
  const without = rest.length === 1 && only !== undefined ? only.replace(/^return (.*);$/, '$1') : `after${at}()`;
  const inner = rest.length === 1 ? [] : [`function after${at}(){`, ...rest, '}'];
  return [...inner, `${other}=${without};`, `return ${other}!=${own}&&(${test})?${own}:${other};`];
}

function stepsLeft({ plan, script }: Writer): string {
  return `${script.data(numberList(plan.index.results.map(({ steps }) => steps)))}[n]`;
}

/** The answer that the host's names give, or the last word. */
function named(writer: Writer): string {
  const { plan, script } = writer;
  const answers = plan.index.results.map((result) => result.answer);
  if (new Set(answers).size === 1) return answer(writer, answers[0] ?? 0);
  const list = answerList(writer);
  if (answers.every((value, result) => value === result)) return `${list}[n]`;
  return `${list}[${script.data(numberList(answers))}[n]]`;
}

function answer(writer: Writer, id: number): string {
  return `${answerList(writer)}[${id}]`;
}

function answerList({ script, answers }: Writer): string {
  return script.data(`[${answers.join()}]`);
}
