/** What does FindProxyForURL do with a plan? Its body, step by step. Pure. */

import { numberList } from '../names/encoding.ts';
import type { Plan, PlannedStep } from '../plan.ts';
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
  const hasNames = plan.index.names.length > 0;
  if (hasNames) script.local('n');
  const asks = hasNames || plan.steps.length > 0;
  const locals = [...script.locals].sort();
  const lines = [
    'function FindProxyForURL(url,host){',
    ...(locals.length > 0 ? [`var ${locals.join()};`] : []),
    ...(asks ? [NORMALISE_HOST] : []),
    ...(hasNames ? ['n=names(host);'] : []),
    ...body,
    '}',
  ];
  return { script, text: `${lines.join('\n')}\n` };
}

interface Writer {
  readonly plan: Plan;
  readonly script: Script;
  /** Expressions of the answers. */
  readonly answers: readonly string[];
}

/** Statements that answer, given that no step before `from` has matched. */
function stepsFrom(writer: Writer, from: number): string[] {
  const { plan, script } = writer;
  const lines: string[] = [];
  for (let at = from; at < plan.steps.length; at++) {
    const step = plan.steps[at] as PlannedStep;
    if (plan.index.results.some(({ steps }) => steps === at))
      lines.push(`if(${stepsLeft(writer)}==${at})return ${named(writer)};`);
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
  const rest = stepsFrom(writer, at + 1);
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
