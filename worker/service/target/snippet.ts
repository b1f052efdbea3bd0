/** What does a stored profile become for a target? */
import type { Flavour } from '../../../schemas/profile.ts';
import type { Rendered } from '../../../schemas/stateless.ts';
import type { RenderAction, RenderMode } from '../../../schemas/targets.ts';
import type { TargetText } from '../../core/targets/render.ts';
import { TEXT_NAMES, textFor } from '../../core/targets/text.ts';
import type { Stored } from '../../store/contract/documents.ts';
import type { Context } from '../context.ts';
import { getDocument } from '../document/get.ts';
import { envelopeOf } from '../envelope.ts';
import { Fault, type FaultEntry } from '../fault.ts';
import { listsOfStored } from '../list/meanings.ts';
import { policyOfStored } from '../profile/policy.ts';
import { profileIn } from '../profile/stored.ts';
import { requireRight } from '../right.ts';
import { refusalEntries, unknownTarget, unknownZone } from './refusal.ts';
import { renderedOf } from './rendered.ts';

/** How a target is asked for. */
export interface SnippetRequest {
  readonly id: string;
  readonly target: string;
  readonly mode: RenderMode;
  readonly action: RenderAction;
  readonly zone: string | null;
  /** Of the target `pac` only. */
  readonly flavour: Flavour;
}

/**
 * Renders the newest revision. The URL that a text embeds is a capability where the profile is not public, so that such
 * a text needs the scope `write`. Faults: forbidden, absent (profile or target), invalid.
 */
export async function renderSnippet(context: Context, request: SnippetRequest): Promise<Rendered> {
  const { id, target, zone } = request;
  requireRight(context, 'read', { kind: 'profile', id });
  const stored = await getDocument(context, 'profile', id);
  if (!TEXT_NAMES.includes(target)) throw absentTarget(target);
  const profile = profileIn(stored);
  const policy = await policyOfStored(context, profile);
  if (zone !== null && policy?.zones.has(zone) !== true) {
    throw invalid([parameter('zone', unknownZone(zone, policy && [...policy.zones.keys()]))]);
  }
  const lists = await listsOfStored(context.store, profile);
  const pacUrl = envelopeOf(context, stored).publication?.pacUrl ?? null;
  const made = textFor(target, { ...request, profile, policy, lists, now: context.now, pacUrl });
  if (made !== null && made.text !== null) return renderedOf(target, { ...made, text: made.text });
  throw refusal(context, stored, made);
}

function refusal(context: Context, { id, publication }: Stored, made: TargetText | null): Fault {
  const findings = made?.findings ?? [];
  const lacksUrl = findings.some(({ code }) => code === 'target.pac-url-missing');
  if (lacksUrl && publication !== null && publication.pacUrl !== null) {
    requireRight(context, 'write', { kind: 'profile', id });
  }
  const place = (key: string) => (key === 'pacUrl' ? { pointer: '' } : { pointer: '', parameter: key });
  return invalid(refusalEntries(findings, { profile: '', place }));
}

const parameter = (name: string, entry: Omit<FaultEntry, 'pointer'>): FaultEntry => ({
  pointer: '',
  parameter: name,
  ...entry,
});

const invalid = (errors: readonly FaultEntry[]): Fault =>
  new Fault('invalid', errors[0]?.detail ?? 'The target cannot be rendered.', { errors });

function absentTarget(target: string): Fault {
  const entry = parameter('target', unknownTarget(target));
  return new Fault('absent', entry.detail, { errors: [entry] });
}
