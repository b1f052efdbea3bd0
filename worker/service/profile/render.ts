/** What text does a profile become, without storing anything? */
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import type { Rendered, RenderRequest } from '../../../schemas/stateless.ts';
import { buildProfile } from '../../core/build.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import { checkProfile } from '../../core/profile/check.ts';
import type { Lists } from '../../core/rules/kind.ts';
import { TEXT_NAMES, textFor } from '../../core/targets/text.ts';
import type { Context } from '../context.ts';
import { Fault, type FaultEntry } from '../fault.ts';
import { placed } from '../firewall/placed.ts';
import { requireRight } from '../right.ts';
import { refusalEntries, unknownTarget, unknownZone } from '../target/refusal.ts';
import { renderedOf } from '../target/rendered.ts';
import { listsOfInline } from './lists.ts';
import { policyOfInline } from './policy.ts';

/** The id that a text names when the request gives none. */
const NAMELESS = 'profile';

/** Renders a profile; the findings are the profile's, those of its lists, then those of the target. Faults: forbidden, invalid. */
export function renderProfile(context: Context, request: RenderRequest): Rendered {
  requireRight(context, 'read', 'nothing');
  const { now } = context;
  const { profile, target = 'pac', id = NAMELESS, zone = null, pacUrl = null } = request;
  const { mode = 'pac', action = 'apply', for: flavour = 'generic' } = request;
  if (!TEXT_NAMES.includes(target)) throw invalid([{ pointer: '/target', ...unknownTarget(target) }]);
  const policy = policyOfInline(context, request.firewall);
  const { lists, findings: ofLists } = listsOfInline(request.lists);
  const own = findingsOf({ id, profile, policy, lists, target, now });
  const findings = [...own, ...ofLists];
  const errors = placed('/profile', own);
  if (errors.length > 0) throw new Fault('invalid', 'Expected a profile without errors.', { errors });
  if (zone !== null && policy?.zones.has(zone) !== true) {
    throw invalid([{ pointer: '/zone', ...unknownZone(zone, policy && [...policy.zones.keys()]) }]);
  }
  const made = textFor(target, { id, profile, policy, lists, now, zone, pacUrl, mode, action, flavour });
  if (made !== null && made.text !== null) return renderedOf(target, { ...made, text: made.text }, findings);
  const place = (key: string) => ({ pointer: `/${key}` });
  throw invalid(refusalEntries(made?.findings ?? [], { profile: '/profile', place }));
}

/** What a write would say. Only the PAC is compiled for it: the other texts do not depend on its size. */
function findingsOf(about: {
  readonly id: string;
  readonly profile: Profile;
  readonly policy: FirewallPolicy | null;
  readonly lists: Lists;
  readonly target: string;
  readonly now: number;
}): readonly Finding[] {
  const { id, profile, policy, lists, target, now } = about;
  return target === 'pac'
    ? buildProfile({ id, profile, firewall: policy, lists, now }).findings
    : checkProfile(profile, { policy, lists, now }).findings;
}

const invalid = (errors: readonly FaultEntry[]): Fault =>
  new Fault('invalid', errors[0]?.detail ?? 'The target cannot be rendered.', { errors });
