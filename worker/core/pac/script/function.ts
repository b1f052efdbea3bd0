/** What does FindProxyForURL do with a plan? Pure. */
import { looksAtHostAlone } from '../plan/host-alone.ts';
import type { Plan } from '../plan/plan.ts';
import { answersOf } from './answers.ts';
import { MEMO, REMEMBERED_ANSWER, REMEMBERED_NAMES } from './memo.ts';
import { NORMALISE_HOST } from './request.ts';
import { Script } from './script.ts';
import { stepStatements } from './steps.ts';

/** The function, and what it was found to need. */
export interface FunctionText {
  readonly script: Script;
  readonly text: string;
}

/** Fewer names are found faster than a remembered host, whose key an engine has to make first. */
const MIN_REMEMBERED = 65;

/** Writes the function. `names`, `nets4` and `nets6` are declared elsewhere, as far as the index has entries for them. */
export function writeFunction(plan: Plan): FunctionText {
  const script = new Script(plan.index.results);
  const answers = answersOf(plan, script);
  const body = stepStatements({ plan, script, answers });
  const remembers = looksAtHostAlone(plan);
  const names = !remembers && plan.index.names.labels.length >= MIN_REMEMBERED ? 'named' : 'names';
  const host = lookUp(plan, script, names);
  const asksHost = host !== null || plan.steps.length > 0;
  const locals = [...script.locals].sort();
  const lines = [
    ...(names === 'named' ? [MEMO, REMEMBERED_NAMES] : []),
    ...(remembers && asksHost
      ? [MEMO, REMEMBERED_ANSWER, 'function answer(host){']
      : ['function FindProxyForURL(url,host){']),
    ...(locals.length > 0 ? [`var ${locals.join()};`] : []),
    ...(asksHost ? [NORMALISE_HOST] : []),
    ...(host !== null ? [`n=${host};`] : []),
    ...body,
    '}',
  ];
  return { script, text: `${lines.join('\n')}\n` };
}

/** An expression of the host's result, or null where no host decides anything. */
function lookUp({ index }: Plan, script: Script, find: 'names' | 'named'): string | null {
  const names = index.names.labels.length > 0 ? `${find}(host)` : '0';
  const v6 = index.v6.length > 0 ? `(${script.local('w')}=${script.helper('v6')}(host))?nets6(w):${names}` : names;
  const all = index.v4.length > 0 ? `(${script.local('v')}=${script.helper('v4')}(host))<0?${v6}:nets4(v)` : v6;
  if (all === '0') return null;
  script.local('n');
  return all;
}
