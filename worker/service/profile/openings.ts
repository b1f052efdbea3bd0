/** What does a profile need of the firewall, and what admits the clients to its proxies? */
import type { OpeningList } from '../../../schemas/firewall-exchange.ts';
import type { Profile } from '../../../schemas/profile.ts';
import type { Rendered } from '../../../schemas/stateless.ts';
import { finding } from '../../core/findings/finding.ts';
import { hostPlan, openingsPlan } from '../../core/firewall/exports/make-plan.ts';
import type { ExportPlan } from '../../core/firewall/exports/plan.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import { needsOf } from '../../core/firewall/questions/needs.ts';
import { openingsFor } from '../../core/firewall/questions/openings.ts';
import { proxyGoal } from '../../core/firewall/questions/reach.ts';
import type { Context } from '../context.ts';
import { Fault, type FaultEntry } from '../fault.ts';
import { exporterNamed, exportText } from '../firewall/export.ts';
import { placed } from '../firewall/placed.ts';
import { listenersOf } from './listeners.ts';
import { policyOfStored } from './policy.ts';
import { readStoredProfile } from './stored.ts';

/** Which rules are asked for, and in which language. */
export interface RulesRequest {
  readonly id: string;
  readonly format: string;
  /** `openings`: of the firewall between. `host`: of the machine that a proxy runs on. */
  readonly side: 'openings' | 'host';
  /** With `host`: a proxy on that machine; null when all are on one. */
  readonly proxy: string | null;
}

/** What clients need to reach the proxies of a profile and the policy denies. Faults: forbidden, absent, invalid. */
export async function profileOpenings(context: Context, id: string): Promise<OpeningList> {
  const { profile, policy } = await followed(context, id);
  const { openings, complete } = neededOf(profile, policy, context.now);
  return { openings: [...openings], complete };
}

/** The same, or the other side, as text. Faults: forbidden, absent (profile or format), invalid. */
export async function profileRules(context: Context, request: RulesRequest): Promise<Rendered> {
  const { profile, policy } = await followed(context, request.id);
  const exporter = exporterNamed(request.format);
  const plan = PLANS[request.side]({ profile, policy, proxy: request.proxy, now: context.now });
  return exportText(exporter, plan, inOpenings);
}

/** Where a rule stands in the answer of `profileOpenings`. */
const inOpenings = (pointer: string): string => pointer.replace(/^\/rules\/(\d+)/, '/openings/$1/rule');

interface Followed {
  readonly profile: Profile;
  readonly policy: FirewallPolicy;
}

interface Asked extends Followed {
  readonly proxy: string | null;
  readonly now: number;
}

const PLANS: Readonly<Record<RulesRequest['side'], (asked: Asked) => ExportPlan>> = {
  openings: ({ profile, policy, proxy, now }) => {
    if (proxy !== null) throw invalid(parameter('proxy', 'a proxy only with side=host', proxy));
    const { openings, complete } = neededOf(profile, policy, now);
    if (complete) return openingsPlan(policy, openings);
    const errors = placed('', [finding('export.not-analysed', '')]);
    throw new Fault('invalid', 'The openings took too many steps to compute.', { errors });
  },
  host: ({ profile, policy, proxy }) => {
    const listeners = listenersOf(profile, policy, proxy);
    if ('listeners' in listeners) return hostPlan(policy, listeners.listeners);
    throw invalid(parameter('proxy', listeners.expected, proxy ?? 'none'));
  },
};

async function followed(context: Context, id: string): Promise<Followed> {
  const profile = await readStoredProfile(context, id);
  const policy = await policyOfStored(context, profile);
  if (policy !== null) return { profile, policy };
  const detail = 'Expected a profile that follows a firewall policy, found one that names none.';
  const expected = 'firewall: the id of a policy';
  throw invalid({ pointer: '', code: 'profile.no-firewall', detail, expected, fix: 'Name the policy in the profile.' });
}

function neededOf(profile: Profile, policy: FirewallPolicy, now: number) {
  const wishes = needsOf(profile, [...policy.zones.keys()]).flatMap(({ zone, proxy }) => {
    const entry = profile.proxies?.[proxy];
    return entry === undefined ? [] : [{ zone, goal: proxyGoal(policy, proxy, entry) }];
  });
  return openingsFor(policy, wishes, { now });
}

function parameter(name: string, expected: string, found: string): FaultEntry {
  const detail = `Expected ${expected}, found ${found}.`;
  return { pointer: '', parameter: name, code: 'reference.unknown', detail, expected, found };
}

const invalid = (entry: FaultEntry): Fault => new Fault('invalid', entry.detail, { errors: [entry] });
