/** How is the analysis of a policy told on a terminal? */

import type { RuleName } from '../../schemas/firewall.ts';
import type { Analysis, Conflict, PolicyChange } from '../../schemas/firewall-questions.ts';
import type { PolicyDiff } from '../core/firewall/analysis/diff.ts';
import type { FirewallPolicy } from '../core/firewall/policy.ts';
import { count } from './print.ts';

/** Entries of one list that are shown; `--json` has all of them. */
const MAX_SHOWN = 20;

/** What an analysis says, a line for each thing; every list that is empty is left out. */
export function analysisText(policy: FirewallPolicy, analysis: Analysis): string {
  const { unmatchable, unreachable, removable, cleanUp, conflicts, notAnalysed } = analysis;
  const lines = [
    `${count(policy.rules.length, 'rule')}, ${count(policy.zones.size, 'zone')}; ${defaultWords(policy, analysis)}`,
    ...cut(unmatchable.map((rule) => `${ruleWords(rule)} matches no flow`)),
    ...cut(
      unreachable.map(
        ({ rule, kind, blockedBy, witness }) =>
          `${ruleWords(rule)} is ${kind}: ${listWords(blockedBy)} ${blockedBy.length === 1 ? 'decides' : 'decide'} first, as for ${witness}`,
      ),
    ),
    ...(removable.length === 0 ? [] : [`each can go alone: ${listWords(removable)}`]),
    ...(cleanUp.length === 0 ? [] : [`all can go together: ${listWords(cleanUp)}`]),
    ...cut(conflicts.map(conflictWords)),
    ...cut(
      notAnalysed.map(
        ({ rule, question }) => `not analysed: ${question}${rule === null ? '' : ` of ${ruleWords(rule)}`}`,
      ),
    ),
    ...(analysis.complete && lists(analysis) === 0
      ? ['every rule decides something, and none stands in the way of another']
      : []),
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}

/** What becomes allowed or denied, a line for each pair of rules. */
export function policyDiffText({ changes, complete }: PolicyDiff): string {
  const lines = [
    ...changes.map(changeWords),
    ...(changes.length === 0 && complete ? ['no flow gets another verdict'] : []),
    ...(complete ? [] : ['not analysed to the end: more flows may get another verdict']),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function changeWords({ change, before, after, witness }: PolicyChange): string {
  return `${change}: ${witness}; before by ${deciderWords(before)}, now by ${deciderWords(after)}`;
}

function lists({ unmatchable, unreachable, removable, cleanUp, conflicts }: Analysis): number {
  return [unmatchable, unreachable, removable, cleanUp, conflicts].reduce((sum, list) => sum + list.length, 0);
}

function defaultWords({ default: action }: FirewallPolicy, { defaultReachable }: Analysis): string {
  if (defaultReachable === null) return `default ${action}, not analysed`;
  return defaultReachable ? `default ${action}` : `default ${action}, which no flow reaches`;
}

const RELATIONS: Readonly<Record<Conflict['relation'], string>> = {
  equal: 'both match the same',
  'earlier-inside': 'it is an exception to it',
  'later-inside': 'it hides all of it',
  overlap: 'they overlap, and only their order decides',
};

function conflictWords({ earlier, later, relation, witness }: Conflict): string {
  return `${ruleWords(earlier)} contradicts the later ${ruleWords(later)}: ${RELATIONS[relation]}, as for ${witness}`;
}

function deciderWords(rule: RuleName | null): string {
  return rule === null ? 'the default' : ruleWords(rule);
}

/** A rule without an id has its place in the list, counted from 0 as in findings. */
function ruleWords(rule: RuleName): string {
  return typeof rule === 'number' ? `/rules/${rule}` : `rule ${rule}`;
}

function listWords(rules: readonly RuleName[]): string {
  const more = rules.length > MAX_SHOWN ? ` and ${rules.length - MAX_SHOWN} more` : '';
  return `${rules.slice(0, MAX_SHOWN).map(ruleWords).join(', ')}${more}`;
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= MAX_SHOWN) return [...lines];
  return [...lines.slice(0, MAX_SHOWN), `and ${lines.length - MAX_SHOWN} more of these; --json has them`];
}
