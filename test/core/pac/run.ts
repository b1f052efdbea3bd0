/** What does a text answer here and now? Runs a PAC in this process, and counts what it asks of the engine. */
import vm from 'node:vm';
import { compilePac, type PacInput } from '../../../worker/core/pac/compile.ts';
import type { Program, Test } from '../../../worker/core/pac/program.ts';
import type { Answer, Question } from '../../engines/engine.ts';
import { answerOf } from '../../engines/line-engine.ts';
import { AFTER, BEFORE, wireOf } from '../../engines/world.ts';

/** A loaded PAC. */
export interface Running {
  ask(question: Question): Answer;
  /** How often the script has called `dnsResolve` and `myIpAddress` since it was loaded. */
  calls(): { readonly dnsResolve: number; readonly myIpAddress: number };
}

const COUNTING = `
var calls = { dnsResolve: 0, myIpAddress: 0 };
(function () {
  var resolve = dnsResolve, address = myIpAddress;
  dnsResolve = function (host) { calls.dnsResolve++; return resolve(host); };
  myIpAddress = function () { calls.myIpAddress++; return address(); };
})();`;

/** Loads a PAC text in a fresh context of this process. */
export function load(pacText: string): Running {
  const context = vm.createContext(Object.create(null));
  for (const text of [BEFORE, COUNTING, pacText, AFTER]) vm.runInContext(text, context);
  const ask = vm.runInContext('testAsk', context) as (question: unknown) => string;
  return {
    ask: (question) => answerOf(ask(wireOf(question))),
    calls: () => ({ ...vm.runInContext('calls', context) }),
  };
}

/** Compiles steps given as route and test; route names are their own result strings. */
export function compiled(
  steps: readonly (readonly [route: string, test: Test])[],
  options: Omit<PacInput, 'id' | 'program'> = {},
): Running & { readonly text: string } {
  const program = programOf(steps);
  const { text } = compilePac({ id: 'test', program, ...options });
  return { ...load(text), text };
}

/** A program whose last word is DIRECT. */
export function programOf(steps: readonly (readonly [route: string, test: Test])[]): Program {
  return {
    steps: steps.map(([route, test], rule) => ({ route, test, rule })),
    otherwise: 'DIRECT',
    results: new Map(['DIRECT', ...steps.map(([route]) => route)].map((route) => [route, route])),
  };
}

/** A question about a host over https. */
export function about(host: string, more: Partial<Question> = {}): Question {
  return { url: `https://${host}/`, host, clientIp: '127.0.0.1', ...more };
}
