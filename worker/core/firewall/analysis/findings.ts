/** What of an analysis should be told to whoever writes the policy? Pure: the time comes in. */
import type { Finding } from '../../../../schemas/finding.ts';
import type { RuleName } from '../../../../schemas/firewall.ts';
import type { Analysis, Unreachable } from '../../../../schemas/firewall-questions.ts';
import { pointerTo } from '../../document/pointer.ts';
import type { FindingCode } from '../../findings/codes.ts';
import { finding } from '../../findings/finding.ts';
import { activeRules, type FirewallPolicy, type Peers } from '../policy.ts';
import { compareRanges, EVERYTHING } from '../ranges.ts';
import { ruleInWords, shownName } from '../rule-in-words.ts';
import { hasService, isAllPorts } from '../services.ts';
import { analyze } from './analyze.ts';

/** Findings of one kind: beyond these a policy has one cause, not hundreds, and the analysis lists them all. */
const MAX_EACH = 50;

/** Analyses a policy at a time (Unix milliseconds) and tells what is probably not meant. */
export function policyFindings(policy: FirewallPolicy, now: number): Finding[] {
  return [
    ...analysisFindings(policy, analyze(policy, now)),
    ...openToEverybody(policy, now),
    ...proxiesAnywhere(policy, now),
  ];
}

/** What an analysis that was made already says to a reader of the policy. */
export function analysisFindings(policy: FirewallPolicy, analysis: Analysis): Finding[] {
  const pathOf = pathsOf(policy);
  const unreachable = (kind: Unreachable['kind']) =>
    analysis.unreachable.filter((one) => one.kind === kind).map((one) => unreachableFinding(one, pathOf(one.rule)));
  const kinds = [
    unreachable('shadowed'),
    unreachable('mixed'),
    unreachable('redundant'),
    overlaps(analysis, pathOf),
    analysis.removable.map((rule) => finding('firewall.removable', pathOf(rule))),
    analysis.defaultReachable === false ? [finding('firewall.default-unreachable', '/default')] : [],
    analysis.complete ? [] : [finding('firewall.not-analysed', '/rules', notAnalysed(analysis))],
  ];
  return kinds.flatMap((findings) => findings.slice(0, MAX_EACH));
}

const UNREACHABLE = {
  shadowed: 'firewall.shadowed',
  redundant: 'firewall.redundant',
  mixed: 'firewall.mixed',
} as const satisfies Readonly<Record<Unreachable['kind'], FindingCode>>;

function unreachableFinding({ kind, blockedBy, witness }: Unreachable, path: string): Finding {
  const before = blockedBy.length === 1 ? 'comes' : 'come';
  const message = `never decides: ${blockedBy.length === 1 ? 'rule' : 'rules'} ${rulesInWords(blockedBy)} ${before} first, as for ${witness}`;
  return finding(UNREACHABLE[kind], path, { message: `The rule ${message}` });
}

function overlaps({ conflicts }: Analysis, pathOf: (rule: RuleName) => string): Finding[] {
  return conflicts
    .filter(({ relation }) => relation === 'overlap')
    .map(({ earlier, later, witness }) => {
      const message = `The rule and ${ruleInWords(earlier)} both match ${witness}, and only their order decides`;
      return finding('firewall.order-dependent', pathOf(later), { message });
    });
}

function notAnalysed({ notAnalysed: open }: Analysis): { message: string } {
  const questions = [...new Set(open.map(({ question }) => question))];
  const what =
    questions.length === 0 ? 'The list of conflicts was cut' : `Not answered for all rules: ${questions.join(', ')}`;
  return { message: what };
}

/** Allow rules from everywhere. */
function openToEverybody(policy: FirewallPolicy, now: number): Finding[] {
  return activeRules(policy, now)
    .filter(({ action, from }) => action === 'allow' && isAllOfAFamily(from))
    .map(({ index }) => finding('firewall.any-source', pointerTo('', 'rules', index, 'from')))
    .slice(0, MAX_EACH);
}

/** Whether a side is every address of a family, however that is written; with `others`, of one that those have too. */
function isAllOfAFamily({ ranges }: Peers, others?: Peers): boolean {
  const wholes = EVERYTHING.filter(
    (whole) => others === undefined || others.ranges.some(({ family }) => family === whole.family),
  );
  return wholes.some((whole) => ranges.some((range) => compareRanges(range, whole) === 0));
}

/** Registered or usual ports of proxies (IANA: 1080 socks, 3128 ndl-aas and Squid's default, 8080 http-alt; 8888 by habit). */
const PROXY_PORTS = [1080, 3128, 8080, 8888];

/** Allow rules to everywhere that name such a port; one that is open to all ports says nothing about proxies. */
function proxiesAnywhere(policy: FirewallPolicy, now: number): Finding[] {
  return activeRules(policy, now)
    .filter(
      ({ action, from, to, services }) => action === 'allow' && isAllOfAFamily(to, from) && !isAllPorts(services.ports),
    )
    .flatMap(({ index, services }) => {
      const open = PROXY_PORTS.filter((port) => hasService(services, 'tcp', port));
      if (open.length === 0) return [];
      return [finding('firewall.proxy-port-anywhere', pointerTo('', 'rules', index, 'to'), { found: open.join(', ') })];
    })
    .slice(0, MAX_EACH);
}

function pathsOf({ rules }: FirewallPolicy): (rule: RuleName) => string {
  const paths = new Map(rules.map(({ name, index }) => [name, pointerTo('', 'rules', index)]));
  return (rule) => paths.get(rule) ?? '/rules';
}

const MAX_SHOWN = 5;

function rulesInWords(rules: readonly RuleName[]): string {
  const shown = rules.slice(0, MAX_SHOWN).map(shownName).join(', ');
  return rules.length > MAX_SHOWN ? `${shown} and ${rules.length - MAX_SHOWN} more` : shown;
}
