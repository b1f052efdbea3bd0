/** What does a policy do with one flow, and what would have let it pass? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import type { Action } from '../../../../schemas/firewall.ts';
import type { Flow, FlowAnswer } from '../../../../schemas/firewall-questions.ts';
import { pointerTo } from '../../document/pointer.ts';
import { isRefused } from '../../net/refused.ts';
import { type Budget, withinBudget } from '../algebra/budget.ts';
import { LIMITS, type Limits } from '../analysis/limits.ts';
import { readPeer } from '../peers.ts';
import type { FirewallPolicy, Peers, Services } from '../policy.ts';
import { refusal } from '../tell.ts';
import { type Decider, decidersOf } from './deciders.ts';
import { nearMissesWithin, stepsForMisses } from './near-misses.ts';
import { inquire, isConcrete, type Question, servicesOf, TOO_MANY_STEPS } from './question.ts';
import { targetsOfPeers } from './target.ts';

/** The answers in the order of the flows; or, when a flow cannot be read, why not, at pointers into the list. */
export type FlowAnswers =
  | { readonly answers: readonly FlowAnswer[]; readonly findings: readonly [] }
  | { readonly answers: null; readonly findings: readonly Finding[] };

/** Asks about flows at a time (Unix milliseconds). A flow of ranges is allowed or denied when all of it is. */
export function answerFlows(
  policy: FirewallPolicy,
  flows: readonly Flow[],
  { now, limits = LIMITS }: { readonly now: number; readonly limits?: Limits },
): FlowAnswers {
  const findings: Finding[] = [];
  const questions = flows.map((flow, at) => readFlow(policy, flow, pointerTo('', at), findings));
  if (findings.length > 0) return { answers: null, findings };
  const asked = questions.filter((question) => question !== null);
  const inquiry = inquire(policy, asked, now);
  const whole: Budget = { left: limits.steps };
  const verdicts = asked.map((question) => {
    const share = isConcrete(question) ? limits.steps : limits.stepsEach;
    const deciders = withinBudget(whole, share, (budget) => decidersOf(inquiry, question, budget))?.value ?? null;
    return deciders === null ? NOT_ANALYSED : verdictBy(deciders);
  });
  const left = stepsForMisses(whole, limits);
  const answers = asked.map((question, at): FlowAnswer => {
    const { isDenied, ...answer } = verdicts[at] ?? NOT_ANALYSED;
    return { ...answer, nearMisses: isDenied ? nearMissesWithin(left, inquiry, question) : [] };
  });
  return { answers, findings: [] };
}

interface Verdict extends Omit<FlowAnswer, 'nearMisses'> {
  /** Whether some of it is denied. */
  readonly isDenied: boolean;
}

const NO_SUCH_FLOW = 'no such flow: its two sides have no address family in common';
const NOT_ANALYSED: Verdict = { verdict: 'unknown', rule: null, reason: TOO_MANY_STEPS, isDenied: false };

function readFlow(policy: FirewallPolicy, flow: Flow, path: string, findings: Finding[]): Question | null {
  const [from, to] = (['from', 'to'] as const).map((side): Peers | null => {
    const peers = readPeer(flow[side], policy);
    if (isRefused(peers)) findings.push(refusal(peers, pointerTo(path, side), flow[side]));
    else if (side === 'from' && peers.names.length > 0) findings.push(nameInFrom(pointerTo(path, side), flow[side]));
    else return peers;
    return null;
  });
  const services: Services = servicesOf(flow.protocol ?? 'tcp', [[flow.port, flow.port]]);
  return from && to ? { from, targets: targetsOfPeers(to), services } : null;
}

function nameInFrom(path: string, found: string): Finding {
  const message = 'expected an address, a CIDR range, a zone or a group of addresses';
  return { code: 'firewall.name-in-from', severity: 'error', path, message, found };
}

/** One decider is named; where there are several, naming one of them would hide the others. */
function verdictBy(deciders: readonly Decider[]): Verdict {
  const [first, ...others] = deciders;
  if (first === undefined) return { ...NOT_ANALYSED, reason: NO_SUCH_FLOW };
  const rule = others.length === 0 ? first.rule : null;
  const isDenied = deciders.some(({ action }) => action === 'deny');
  if (!isDenied) return { verdict: 'allow', rule, isDenied };
  if (deciders.every(({ action }) => action === 'deny')) return { verdict: 'deny', rule, isDenied };
  return { verdict: 'unknown', rule, isDenied, reason: bothWays(deciders) };
}

function bothWays(deciders: readonly Decider[]): string {
  const words = (action: Action, verb: string) => {
    const found = deciders.find((decider) => decider.action === action);
    const by = found?.rule === null ? 'the default' : `rule ${JSON.stringify(found?.rule)}`;
    return `${found?.example()} is ${verb} by ${by}`;
  };
  return `${words('allow', 'allowed')}; ${words('deny', 'denied')}`;
}
