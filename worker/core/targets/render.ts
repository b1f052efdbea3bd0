/** What does a profile become for a target: a text, and what the text does not say? Pure; the entry to this folder. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Flavour, Profile } from '../../../schemas/profile.ts';
import type { RenderAction, RenderMode } from '../../../schemas/targets.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import { identityOf } from './identity.ts';
import { settingOf } from './setting.ts';
import { TARGETS } from './table.ts';
import type { Report, Scene, Target } from './target.ts';

/** A profile without errors, and for whom it is rendered. */
export interface TargetInput {
  /** The profile's id. */
  readonly id: string;
  readonly profile: Profile;
  /** Of the same profile; where clients of a zone cannot reach a proxy, without it (as the zone's PAC is). */
  readonly ruleset: RuleSet;
  /** The policy that the profile names; null or absent: none. Servers take from it whom they admit. */
  readonly policy?: FirewallPolicy | null;
  readonly zone?: string | null;
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
  const findings: Finding[] = [];
  const report = (one: Finding) => {
    findings.push(one);
  };
  const { mediaType, filename } = target;
  const text = input.action === 'remove' ? target.remove(sceneOf(input), report) : apply(target, input, report);
  return { text, mediaType, filename, findings };
}

function apply(target: Target, input: TargetInput, report: Report): string | null {
  const { mode = 'pac', pacUrl = null } = input;
  const scene = sceneOf(input);
  const setting = settingOf(target, scene, { mode, pacUrl }, report);
  return setting === null ? null : target.render(setting, scene, report);
}

function sceneOf({ id, profile, ruleset, policy = null, zone = null, flavour = 'generic' }: TargetInput): Scene {
  return { id, zone, flavour, profile, ruleset, policy, identity: identityOf(id, profile) };
}
