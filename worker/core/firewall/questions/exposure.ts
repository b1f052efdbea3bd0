/** What does a policy open at the proxies of a profile that it had better not? Pure: the time comes in. */
import type { Finding } from '../../../../schemas/finding.ts';
import type { Profile } from '../../../../schemas/profile.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import { type Budget, withinBudget } from '../algebra/budget.ts';
import { LIMITS } from '../analysis/limits.ts';
import {
  activeRules,
  distinctDestinations,
  type FirewallPolicy,
  type Peers,
  type PolicyRule,
  type PortSpan,
} from '../policy.ts';
import { EVERYTHING, rangeHolding, subtractRanges } from '../ranges.ts';
import { ruleInWords } from '../rule-in-words.ts';
import { formatPorts, mergePorts } from '../services.ts';
import { type Decider, decidersOf } from './deciders.ts';
import { inquire, isConcrete, type Question, servicesOf } from './question.ts';
import { peersAt, type Target, targetsOfProxy } from './target.ts';

/** Proxies that strangers reach, and ports beside those that the profile uses. */
export function exposureFindings(
  profile: Profile,
  policy: FirewallPolicy,
  { now, others = [] }: { readonly now: number; readonly others?: readonly Profile[] },
): Finding[] {
  const proxies = listenersOf(profile, policy);
  const all = [...proxies, ...others.flatMap((other) => listenersOf(other, policy))];
  return [...openProxies(policy, proxies, now), ...unusedPorts(policy, { proxies, all }, now)];
}

function listenersOf({ proxies = {} }: Profile, policy: FirewallPolicy): Listener[] {
  return Object.entries(proxies).map(([name, proxy]) => ({
    name,
    port: proxy.port,
    targets: targetsOfProxy(policy, proxy),
  }));
}

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly targets: readonly Target[];
}

/** Where every address outside all zones reaches the proxy's port, by an allow rule. */
function openProxies(policy: FirewallPolicy, proxies: readonly Listener[], now: number): Finding[] {
  const networks = [...policy.zones.values()].flatMap((zone) => zone.networks);
  const strangers = peersAt(subtractRanges(EVERYTHING, networks));
  const asked = proxies.map(({ name, port, targets }) => ({
    name,
    question: { from: strangers, targets, services: servicesOf('tcp', [[port, port]]) } satisfies Question,
  }));
  const questions = asked.map(({ question }) => question);
  const inquiry = inquire(policy, questions, now);
  const whole: Budget = { left: LIMITS.steps };
  return asked.flatMap(({ name, question }) => {
    const share = isConcrete(question) ? LIMITS.steps : LIMITS.stepsEach;
    const deciders = withinBudget(whole, share, (budget) => decidersOf(inquiry, question, budget))?.value;
    const open = deciders?.find(({ action }) => action === 'allow');
    return open === undefined ? [] : [openFinding(name, open)];
  });
}

function openFinding(proxy: string, { rule, example }: Decider): Finding {
  const by = rule === null ? 'the default' : ruleInWords(rule);
  const fix =
    'Deny by default, or put a rule that denies the proxy to everybody behind those of the zones that use it.';
  return finding('firewall.proxy-open', pointerTo('/proxies', proxy), {
    message: `${example()} is allowed by ${by}, outside all zones`,
    ...(rule === null ? { fix } : {}),
  });
}

/** Ports that allow rules about a proxy's own address open, without those of all proxies there, also of other profiles. */
function unusedPorts(
  policy: FirewallPolicy,
  { proxies, all }: { readonly proxies: readonly Listener[]; readonly all: readonly Listener[] },
  now: number,
): Finding[] {
  const rules = activeRules(policy, now).filter(
    ({ action, services }) => action === 'allow' && services.protocols.includes('tcp'),
  );
  const listsNaming = namersIn(rules);
  return proxies.flatMap((proxy) => {
    const used = all.filter((other) => sharePlace(proxy, other)).map(({ port }): PortSpan => [port, port]);
    const meant = rules.filter(
      (rule) => isAbout(rule, proxy, listsNaming) && holdsPort(rule.services.ports, proxy.port),
    );
    return meant.flatMap((rule) => {
      const unused = withoutPorts(rule.services.ports, used);
      if (unused.length === 0) return [];
      const message = `${ruleInWords(rule.name, 'Rule')} also opens ${formatPorts(unused)} there`;
      return [
        finding('firewall.port-unused', pointerTo('/proxies', proxy.name), { message, found: formatPorts(unused) }),
      ];
    });
  });
}

/** Whether a rule is about the proxy rather than about networks that it happens to stand in: its `to` is a few addresses. */
function isAbout({ to }: PolicyRule, { targets }: Listener, listsNaming: ListsNaming): boolean {
  return targets.some(({ host, at }) => {
    if (host !== null && listsNaming(host.name).has(to)) return true;
    return at?.ranges.some((range) => isFew(rangeHolding(to.ranges, range))) ?? false;
  });
}

/** The destinations that name a host itself. */
type ListsNaming = (host: string) => ReadonlySet<Peers>;

function namersIn(rules: readonly PolicyRule[]): ListsNaming {
  const lists = new Map<string, Set<Peers>>();
  for (const to of distinctDestinations(rules)) {
    for (const { name, match } of to.names) {
      if (match === 'exact') lists.set(name, (lists.get(name) ?? new Set()).add(to));
    }
  }
  return (host) => lists.get(host) ?? new Set();
}

/** A network of a proxy farm: up to a /24, or a /120. */
const MAX_FARM = 256n;

function isFew(range: Peers['ranges'][number] | null): boolean {
  return range !== null && range.last - range.first < MAX_FARM;
}

function sharePlace(a: Listener, b: Listener): boolean {
  const placesOf = ({ targets }: Listener) =>
    targets.flatMap(({ host, at }) => [...(host === null ? [] : [host.name]), ...(at?.written ?? [])]);
  const places = new Set(placesOf(a));
  return placesOf(b).some((place) => places.has(place));
}

function holdsPort(ports: readonly PortSpan[], port: number): boolean {
  return ports.some(([first, last]) => first <= port && port <= last);
}

function withoutPorts(ports: readonly PortSpan[], taken: readonly PortSpan[]): PortSpan[] {
  return mergePorts(taken).reduce<PortSpan[]>(
    (left, [from, to]) =>
      left.flatMap(([first, last]): PortSpan[] => {
        if (to < first || from > last) return [[first, last]];
        const parts: PortSpan[] = [
          [first, from - 1],
          [to + 1, last],
        ];
        return parts.filter(([low, high]) => low <= high);
      }),
    [...ports],
  );
}
