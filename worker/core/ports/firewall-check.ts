/** What does a firewall policy say of endpoints, zone by zone, and which rule nearly fits? Pure: the time comes in. */
import type { Finding } from '../../../schemas/finding.ts';
import type { NearMiss, Reach, ReachVerdict } from '../../../schemas/firewall-questions.ts';
import type { Endpoint } from '../../../schemas/ports.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { finding } from '../findings/finding.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import { type Goal, proxyGoal, reachOf } from '../firewall/questions/reach.ts';
import { ruleInWords } from '../firewall/rule-in-words.ts';
import { formatAddress } from '../net/address.ts';
import type { EndpointCheck } from './checks.ts';
import { type ReadEndpoint, readEndpoint } from './endpoint.ts';

/** The policy that is asked. */
export interface Asked {
  readonly policy: FirewallPolicy;
  /** Only for clients of this zone. */
  readonly zone?: string | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Zones told of one endpoint; 64 zones that all deny have one cause. */
const MAX_ZONES_TOLD = 20;

/**
 * A check for these endpoints of a batch: every question is put to the policy at once, because setting up the policy
 * costs more than a question.
 */
export function firewallCheck(endpoints: readonly Endpoint[], { policy, zone, now }: Asked): EndpointCheck {
  const asked = {
    ...policy,
    zones: new Map([...policy.zones].filter(([name]) => zone === undefined || name === zone)),
  };
  const goals = new Map(
    endpoints.flatMap((written, index) => {
      const { endpoint } = readEndpoint(written, pointerTo('/endpoints', index));
      return endpoint === null ? [] : [[keyOf(endpoint), goalOf(asked, endpoint)] as const];
    }),
  );
  const reaches = Map.groupBy(reachOf(asked, [...goals.values()], { now }), ({ proxy }) => proxy);
  return (endpoint) => reachFindings(reaches.get(keyOf(endpoint)) ?? [], endpoint);
}

/** Endpoints that are one place are asked about once. */
const keyOf = ({ host, port, addresses }: ReadEndpoint): string =>
  [host.text, port, ...addresses.map(formatAddress)].join(' ');

function goalOf(policy: FirewallPolicy, endpoint: ReadEndpoint) {
  const { host, port, addresses } = endpoint;
  const told = host.literal === null && addresses.length > 0 ? { addresses: addresses.map(formatAddress) } : {};
  return proxyGoal(policy, keyOf(endpoint), { host: host.text, port, ...told });
}

/** Findings by what the zones can reach: what is shut stands first, zone by zone; what is open is told in one. */
function reachFindings(reaches: readonly Reach[], endpoint: ReadEndpoint): Finding[] {
  const open = reaches.filter(({ verdict }) => verdict === 'all');
  const others = reaches.filter(({ verdict }) => verdict !== 'all');
  const told = [...others].sort((a, b) => RANK[a.verdict] - RANK[b.verdict]).slice(0, MAX_ZONES_TOLD);
  return [...told.map((reach) => zoneFinding(reach, endpoint)), ...openFinding(open, endpoint)];
}

const RANK: Readonly<Record<ReachVerdict, number>> = { none: 0, empty: 1, some: 2, unknown: 3, all: 4 };

const SAYS: Readonly<Record<Exclude<ReachVerdict, 'all'>, string>> = {
  none: 'No client of the zone',
  empty: 'The zone has no address of the proxy’s family; no client of the zone',
  some: 'Only some clients of the zone',
  unknown: 'It cannot be told whether clients of the zone',
};

/** Where an endpoint is, and how bad it is that a zone does not reach it. */
interface Place extends Pick<ReadEndpoint, 'port' | 'path'> {
  readonly shut?: Finding['severity'];
}

function zoneFinding({ zone, verdict, rules, nearMisses, denied, reason }: Reach, place: Place): Finding {
  const { port, path, shut = 'warning' } = place;
  const [miss] = nearMisses;
  const by = rules.map((rule) => (rule === null ? 'the default' : ruleInWords(rule))).join(', ');
  const decided = by === '' ? (reason === undefined ? '' : ` (${reason})`) : ` (${by})`;
  const example = denied === undefined ? '' : `; denied: ${denied}`;
  const says = SAYS[verdict as keyof typeof SAYS];
  return finding('proxy.firewall', miss?.axis === 'port' ? pointerTo(path, 'port') : path, {
    severity: isShut(verdict) ? shut : 'info',
    message: `${says} ${zone} can reach it${decided}${example}`,
    expected: 'all',
    found: verdict,
    ...(miss === undefined ? {} : { fix: nearly(miss, port) }),
  });
}

const isShut = (verdict: ReachVerdict): boolean => verdict === 'none' || verdict === 'empty';

/** "Rule staff-proxy allows ports 3128; this is 8080." */
function nearly({ rule, axis, allows }: NearMiss, port: number): string {
  const named = `${ruleInWords(rule, 'Rule')} nearly fits`;
  if (axis === 'port') return `${named}: it allows ${allows}, and this says ${port}.`;
  if (axis === 'protocol') return `${named}: it allows ${allows}, and proxies are reached over tcp.`;
  return axis === 'to'
    ? `${named}: it allows ${allows}, and not this address.`
    : `${named}: it allows clients of ${allows}.`;
}

function openFinding(open: readonly Reach[], { path }: ReadEndpoint): Finding[] {
  if (open.length === 0) return [];
  const zones = open.map(({ zone }) => zone).join(', ');
  const message = `All clients of ${open.length === 1 ? 'the zone' : 'the zones'} ${zones} can reach it`;
  return [finding('proxy.firewall', path, { severity: 'info', message, expected: 'all', found: 'all' })];
}

/** Findings of a whole profile; a policy that shuts everything has one cause. */
const MAX_TOLD = 50;
/** For how many proxies, and in how many zones of each, it is looked up which rule nearly fits: that costs more than the verdict. */
const MAX_EXPLAINED = 5;

/** A profile and what is known of its proxies, zone by zone: why one is not reached, or null. */
export interface Unreached extends Asked {
  readonly profile: Pick<Profile, 'proxies'>;
  unreached(
    zone: string,
    proxy: string,
  ): { readonly verdict: ReachVerdict; readonly rules: readonly Reach['rules'][number][] } | null;
}

/**
 * The zones that do not reach a proxy which some other zone does reach: an information, because the PAC of such a zone
 * leaves the proxy out. (A proxy that no zone reaches is a finding of its own.)
 */
export function zoneFindings({ profile: { proxies = {} }, policy, now, unreached }: Unreached): Finding[] {
  const zones = [...policy.zones.keys()];
  let explained = 0;
  const told = Object.entries(proxies).flatMap(([name, proxy]): Finding[] => {
    const shut = zones.flatMap((zone) => {
      const why = unreached(zone, name);
      return why === null ? [] : [{ zone, proxy: name, verdict: why.verdict, rules: [...why.rules], nearMisses: [] }];
    });
    if (shut.length === 0 || shut.length === zones.length) return [];
    const place: Place = { path: pointerTo('/proxies', name), port: proxy.port, shut: 'info' };
    const known =
      explained++ < MAX_EXPLAINED ? withNearMisses(shut, proxyGoal(policy, name, proxy), { policy, now }) : shut;
    return known.map((reach) => zoneFinding(reach, place));
  });
  return told.slice(0, MAX_TOLD);
}

/** The same, with what nearly fits for the first zones. */
function withNearMisses(shut: readonly Reach[], goal: Goal, { policy, now }: Asked): Reach[] {
  const wanted = new Set(shut.slice(0, MAX_EXPLAINED).map(({ zone }) => zone));
  const zones = new Map([...policy.zones].filter(([name]) => wanted.has(name)));
  const answers = new Map(reachOf({ ...policy, zones }, [goal], { now }).map((reach) => [reach.zone, reach]));
  return shut.map((reach) => ({ ...reach, nearMisses: answers.get(reach.zone)?.nearMisses ?? [] }));
}
