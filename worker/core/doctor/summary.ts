/** What does a doctor's report say in one sentence? Pure. */
import type { DoctorReport } from '../../../schemas/probe.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import { inRange, parseAddress } from '../net/address.ts';
import { formatRange } from '../net/cidr.ts';

type Seen = DoctorReport['proxies'][number];

/** `from 10.20.0.0/16 (staff): squid refused, tls ok`. The network is the zone's, where the policy knows the zone. */
export function summaryOf(
  report: DoctorReport,
  where: { readonly client: string | null; readonly policy: FirewallPolicy | null },
): string {
  const proxies = report.proxies.map((seen) => `${seen.proxy} ${wordsFor(seen)}`);
  const routes = report.routes.filter(({ page }) => page === 'failed').map(({ route }) => `no page through ${route}`);
  const all = [...proxies, ...routes];
  const said = all.length > 0 ? all.join(', ') : `${report.problems} problems`;
  return `from ${placeOf(report.zone, where)}: ${said}`;
}

function placeOf(
  zone: string | null,
  { client, policy }: { readonly client: string | null; readonly policy: FirewallPolicy | null },
): string {
  const networks = (zone === null ? undefined : policy?.zones.get(zone))?.networks ?? [];
  const address = client === null ? null : parseAddress(client);
  const holding = networks.find((network) => address !== null && inRange(address, network));
  const place = holding !== undefined ? formatRange(holding) : (networks.map(formatRange)[0] ?? client ?? 'somewhere');
  return zone === null ? place : `${place} (${zone})`;
}

/** What the state of a connection is called where it is not open. */
const STATES: Readonly<Record<Exclude<Seen['state'], 'open'>, string>> = {
  closed: 'refused',
  filtered: 'without answer',
  unresolved: 'without address',
  'not-probeable': 'not looked at',
};

function wordsFor({ state, speaks, verdict, finding, authentication }: Seen): string {
  if (state !== 'open') return verdict === 'ok' ? `${STATES[state]}, as the policy says` : STATES[state];
  if (verdict === 'ok') return 'ok';
  if (finding === 'doctor.reachable-unexpectedly') return 'reached against the policy';
  if (finding === 'probe.authentication') return `asks for ${authentication?.join(', ') || 'nothing'}`;
  if (finding === 'probe.acl-denied') return 'denies by a rule';
  return `speaks ${speaks ?? 'nothing'}`;
}
