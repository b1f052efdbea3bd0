/** What is the text of this name for a profile that follows a policy: a target's, an installer's, or the PAC that is served? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Flavour, Profile } from '../../../schemas/profile.ts';
import type { RenderAction, RenderMode } from '../../../schemas/targets.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import { zoneComments } from '../follow/comments.ts';
import { type Followed, follow } from '../follow/follow.ts';
import { surroundingsOf } from '../follow/surroundings.ts';
import { compilePac } from '../pac/compile.ts';
import type { Lists } from '../rules/kind.ts';
import { lowerRuleSet } from '../rules/lower.ts';
import { parseRuleSet, type RuleSet } from '../rules/ruleset.ts';
import { BOOTSTRAPS, renderBootstrap } from './install/bootstrap.ts';
import { renderTarget, type TargetText } from './render.ts';
import { TARGETS } from './table.ts';

/** A profile, what it follows, and what is asked for. */
export interface TextSubject {
  readonly id: string;
  readonly profile: Profile;
  /** The policy that the profile names; null: it names none. */
  readonly policy: FirewallPolicy | null;
  /** What the lists mean that the profile names. */
  readonly lists?: Lists | undefined;
  /** Unix milliseconds: rules of the policy expire. */
  readonly now: number;
  /** A zone of the policy; null: none. */
  readonly zone: string | null;
  /** The zone to which a text binds the URL of the PAC that it names; `zone` when absent. */
  readonly urlZone?: string | null;
  /** The URL of the profile's PAC; null: there is none. */
  readonly pacUrl: string | null;
  readonly mode: RenderMode;
  readonly action: RenderAction;
  /** Of the target `pac` only. */
  readonly flavour: Flavour;
}

/** Everything that has a text: targets in the order of their page, then the installers. */
export const TEXT_NAMES: readonly string[] = [...TARGETS.keys(), ...BOOTSTRAPS.keys()];

/** Renders what has this name; null when nothing has. The text `pac` is, to the byte, the artifact that the edge serves. */
export function textFor(name: string, subject: TextSubject): TargetText | null {
  if (!TEXT_NAMES.includes(name)) return null;
  const found: Finding[] = [];
  const rules = rulesOf(subject, (one) => found.push(one));
  if (rules === null) return { text: null, mediaType: 'text/plain', filename: name, findings: found };
  const { mode, action } = subject;
  if (name === 'pac' && mode === 'pac' && action === 'apply') return servedPac(subject, rules);
  const input = { ...subject, ruleset: rules.ruleset };
  return renderTarget(name, input) ?? renderBootstrap(name, input);
}

/** The rules as the policy leaves them. */
interface Rules {
  readonly ruleset: RuleSet;
  readonly followed: Followed | null;
}

function rulesOf({ profile, policy, lists, now }: TextSubject, report: (finding: Finding) => void): Rules | null {
  const ruleset = parseRuleSet(profile, surroundingsOf(policy, lists), report);
  if (ruleset === null || policy === null) return ruleset && { ruleset, followed: null };
  const followed = follow({ profile, ruleset, policy, now });
  return { ruleset: followed.ruleset, followed };
}

function servedPac({ id, profile, zone, flavour }: TextSubject, { ruleset, followed }: Rules): TargetText {
  const policy = profile.firewall === undefined ? 'firewall policy' : `firewall policy ${profile.firewall}`;
  const comments = followed === null ? [] : zoneComments(followed, policy, zone);
  const { text } = compilePac({ id, program: lowerRuleSet(ruleset, { zone, flavour }), comments });
  const { mediaType = '', filename = '' } = TARGETS.get('pac') ?? {};
  return { text, mediaType, filename, findings: [] };
}
