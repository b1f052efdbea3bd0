/** What did clients' doctors see, and what does the firewall policy say about the same? */
import type { KeptReport } from '../../../schemas/probe.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { verdictsIn } from '../../core/doctor/expectation.ts';
import { summaryOf } from '../../core/doctor/summary.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import type { StoredReport } from '../../store/contract/observations.ts';
import type { Page, PageRequest } from '../../store/contract/page.ts';
import type { Context } from '../context.ts';
import { policyOfStored } from './policy.ts';
import { readStoredProfile } from './stored.ts';

/** One page of the latest report of each client, the newest first. Faults: forbidden, absent. */
export async function listReports(context: Context, id: string, page: PageRequest): Promise<Page<KeptReport>> {
  const profile = await readStoredProfile(context, id);
  const policy = await policyOfStored(context, profile);
  const found = (await context.store.reports(id, page)) ?? { items: [], nextCursor: null };
  const verdicts = verdictsByZone(context, profile, policy);
  return { ...found, items: found.items.map((report) => shown(report, policy, verdicts)) };
}

type Verdicts = (zone: string | null) => KeptReport['firewall'];

function shown({ client, at, report }: StoredReport, policy: FirewallPolicy | null, verdicts: Verdicts): KeptReport {
  const summary = summaryOf(report, { client, policy });
  return { from: client, at, summary, report, firewall: verdicts(report.zone) };
}

/** Each zone is asked about once a page. */
function verdictsByZone({ origin, now }: Context, profile: Profile, policy: FirewallPolicy | null): Verdicts {
  const known = new Map<string, KeptReport['firewall']>();
  return (zone) => {
    if (policy === null || zone === null || !policy.zones.has(zone)) return null;
    const verdicts = known.get(zone) ?? [...verdictsIn({ profile, policy, zone, pageUrl: `${origin}/healthz`, now })];
    known.set(zone, verdicts);
    return verdicts;
  };
}
