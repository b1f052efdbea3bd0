/** What is there to know about a policy: for one that is given inline, and for a stored one? */
import type { AnalyzeAnswer, AnalyzeRequest, Flow, FlowAnswer } from '../../../schemas/firewall-questions.ts';
import { analyze } from '../../core/firewall/analysis/analyze.ts';
import { diffPolicies } from '../../core/firewall/analysis/diff.ts';
import { analysisFindings } from '../../core/firewall/analysis/findings.ts';
import { checkPolicy } from '../../core/firewall/check.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import { answerFlows } from '../../core/firewall/questions/flow.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';
import { placed } from './placed.ts';
import { readStoredPolicy, type SoundPolicy } from './stored.ts';

/** Analyses a policy that is given inline, answers flows and compares. Faults: forbidden, invalid. */
export function analyzeInline(context: Context, { firewall, flows, compareWith }: AnalyzeRequest): AnalyzeAnswer {
  requireRight(context, 'read', 'nothing');
  const { now } = context;
  const checked = [
    { pointer: '/firewall', ...checkPolicy(firewall, now) },
    ...(compareWith === undefined ? [] : [{ pointer: '/compareWith', ...checkPolicy(compareWith, now) }]),
  ];
  const errors = checked.flatMap(({ pointer, findings }) => placed(pointer, findings));
  const [policy, former = null] = checked.map((one) => one.policy);
  if (!policy || errors.length > 0) throw new Fault('invalid', 'Expected policies without errors.', { errors });
  const answer = analysisOf({ policy, findings: checked[0]?.findings ?? [] }, now);
  const answers = flows === undefined ? [] : answerAll(policy, flows, now);
  if (former === null) return { ...answer, flows: answers };
  const { changes, complete } = diffPolicies(former, policy, { now });
  const notAnalysed = complete
    ? answer.notAnalysed
    : [...answer.notAnalysed, { rule: null, question: 'diff' as const }];
  return { ...answer, flows: answers, diff: [...changes], complete: answer.complete && complete, notAnalysed };
}

/** Analyses the newest revision of a stored policy. Faults: forbidden, absent. */
export async function analyzeStored(context: Context, id: string): Promise<AnalyzeAnswer> {
  return analysisOf(await readStoredPolicy(context, id), context.now);
}

/** Asks a stored policy about flows. Faults: forbidden, absent, invalid. */
export async function queryStored(
  context: Context,
  id: string,
  flows: readonly Flow[],
): Promise<{ readonly flows: FlowAnswer[] }> {
  const { policy } = await readStoredPolicy(context, id);
  return { flows: answerAll(policy, flows, context.now) };
}

function analysisOf({ policy, findings }: Pick<SoundPolicy, 'policy' | 'findings'>, now: number): AnalyzeAnswer {
  const analysis = analyze(policy, now);
  return { ...analysis, flows: [], findings: [...findings, ...analysisFindings(policy, analysis)] };
}

function answerAll(policy: FirewallPolicy, flows: readonly Flow[], now: number): FlowAnswer[] {
  const { answers, findings } = answerFlows(policy, flows, { now });
  if (answers !== null) return [...answers];
  throw new Fault('invalid', 'Expected flows that the policy can be asked about.', {
    errors: placed('/flows', findings),
  });
}
