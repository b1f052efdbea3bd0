/** What does a profile become for a target: a text, and what the text does not say? Pure; the entry to this folder. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Flavour, Profile } from '../../../schemas/profile.ts';
import type { RenderAction, RenderMode } from '../../../schemas/targets.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import { identityOf } from './identity.ts';
import { collector, type Report } from './report.ts';
import { settingOf } from './setting.ts';
import { TARGETS } from './table.ts';
import type { Scene, Setting, Target } from './target.ts';

/** A profile without errors, and for whom it is rendered. */
export interface TargetInput {
  /** The profile's id. */
  readonly id: string;
  readonly profile: Profile;
  /** Of the same profile; where clients of a zone cannot reach a proxy, without it (as the zone's PAC is). */
  readonly ruleset: RuleSet;
  /** The policy that the profile names; null or absent: none. Servers take from it whom they admit. */
  readonly policy?: FirewallPolicy | null;
  /** For whose clients the text is; null or absent: of no known zone. Servers serve all zones and ask for none. */
  readonly zone?: string | null;
  /**
   * The zone to which a text binds the URL of the PAC that it names; `zone` when absent. Null leaves the zone to the URL,
   * which is asked from wherever the client stands then.
   */
  readonly urlZone?: string | null;
  /** The URL of the profile's PAC; null or absent: there is none. */
  readonly pacUrl?: string | null;
  /** `pac` when absent; a target that reads no PAC gets its fixed form and says so. */
  readonly mode?: RenderMode;
  /** `apply` when absent. */
  readonly action?: RenderAction;
  /** Of the target `pac` only; the others name what their readers need. `generic` when absent. */
  readonly flavour?: Flavour;
}

/** A rendered text. It is null when, and only when, an error stands among the findings. */
export interface TargetText {
  readonly text: string | null;
  readonly mediaType: string;
  readonly filename: string;
  /** Pointers lead into the profile. */
  readonly findings: readonly Finding[];
}

/** Renders the target of this id; null when there is none. Equal input gives equal bytes. */
export function renderTarget(id: string, input: TargetInput): TargetText | null {
  const target = TARGETS.get(id);
  return target === undefined ? null : render(target, input);
}

function render(target: Target, input: TargetInput): TargetText {
  const { mediaType, filename } = target;
  const { scene, setting, findings, report } = decide(target, input);
  const isRemoval = input.action === 'remove';
  const text = isRemoval ? target.remove(scene, report) : setting && target.render(setting, scene, report);
  return { text, mediaType, filename, findings: findings() };
}

/** What a target is told, before it is written. */
export interface Decided {
  readonly scene: Scene;
  /** Null after an error, and for `action: remove`. */
  readonly setting: Setting | null;
  readonly report: Report;
  /** What was reported so far. */
  findings(): Finding[];
}

/** Decides what a target says, without writing it: for scripts that put several targets to their places. */
export function decide(target: Target, input: TargetInput): Decided {
  const { report, findings } = collector();
  const scene = sceneOf(target, input);
  const { mode = 'pac', pacUrl = null, action = 'apply' } = input;
  const setting = action === 'remove' ? null : settingOf(target, scene, { mode, pacUrl }, report);
  return { scene, setting, findings, report };
}

function sceneOf(target: Target, input: TargetInput): Scene {
  const { id, profile, ruleset, policy = null, flavour = 'generic' } = input;
  return { id, zone: zoneFor(target, input), flavour, profile, ruleset, policy, identity: identityOf(id, profile) };
}

function zoneFor({ supports, isServer }: Target, { mode = 'pac', zone = null, urlZone = zone }: TargetInput) {
  if (isServer === true) return null;
  return mode === 'pac' && supports.pac ? urlZone : zone;
}
