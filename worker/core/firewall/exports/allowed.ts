/** What do targets in which order does not count get, and what is to be said about it? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import { finding } from '../../findings/finding.ts';
import type { ExportPlan, Grant, Rendered, ZoneGrants } from './plan.ts';
import { entriesOf, MAX_ENTRIES, oneSidedEntriesOf, tooLarge } from './size.ts';

/** Renders the exact allowed flows. `written` counts entries where a language repeats lists that are too long for it. */
export function fromGrants(
  plan: ExportPlan,
  render: (grants: readonly Grant[]) => string,
  written: (grants: readonly Grant[]) => number = () => 0,
): Rendered {
  const grants = plan.grants();
  if (grants === null) return notAnalysed(plan);
  const entries = entriesOf(grants, 'added');
  if (entries > MAX_ENTRIES) return tooLarge(plan, entries);
  const repeated = written(grants);
  if (repeated > MAX_ENTRIES) return tooLarge(plan, repeated);
  return { text: render(grants), findings: [...plan.nameFindings, ...defaultFindings(plan)] };
}

/** Renders, zone by zone, what every client of the zone is allowed; the text has one side of each, and no sources beside destinations. */
export function fromZones(plan: ExportPlan, render: (zones: readonly ZoneGrants[]) => Rendered): Rendered {
  const zones = plan.zoneGrants();
  if (zones === null) return notAnalysed(plan);
  if (zones.length === 0) return { text: null, findings: [...plan.nameFindings, finding('export.no-zones', '/zones')] };
  const grants = zones.flatMap((zone) => zone.grants);
  const entries = oneSidedEntriesOf(grants, plan.subject === 'host' ? 'from' : 'to');
  if (entries > MAX_ENTRIES) return tooLarge(plan, entries);
  const narrowed = zones.filter(({ isNarrowed }) => isNarrowed);
  const { text, findings } = render(zones);
  return {
    text,
    findings: [
      ...plan.nameFindings,
      ...defaultFindings(plan),
      ...narrowed.map(({ zone }) => finding('export.narrowed', `/zones/${zone}`, { found: zone })),
      ...findings,
    ],
  };
}

function notAnalysed(plan: ExportPlan): Rendered {
  return { text: null, findings: [...plan.nameFindings, finding('export.not-analysed', '/rules')] };
}

function defaultFindings({ otherwise }: ExportPlan): Finding[] {
  return otherwise === 'allow' ? [finding('export.default-allow', '/default')] : [];
}
