/** What does a profile become: which artifacts, with which findings? Pure; the contract that storage and HTTP build on. */
import type { Finding } from '../../schemas/finding.ts';
import { Flavour, type Profile } from '../../schemas/profile.ts';
import { hasErrors } from './findings/finding.ts';
import type { FirewallPolicy } from './firewall/policy.ts';
import { zoneComments } from './follow/comments.ts';
import type { Followed } from './follow/follow.ts';
import { zoneClasses } from './follow/zone-classes.ts';
import { NO_ZONES, type ZoneTable, zoneTable } from './follow/zone-table.ts';
import { compileScript, type Script, withHeader } from './pac/compile.ts';
import { MAX_TEXT, TooLong } from './pac/limit.ts';
import { canonicalProfile } from './profile/canonical.ts';
import { checkProfile } from './profile/check.ts';
import { largestShares } from './profile/shares.ts';
import { sizeFindings, tooLongFinding } from './profile/size.ts';
import type { Lists } from './rules/kind.ts';
import { type Audience, lowerRuleSet } from './rules/lower.ts';
import type { RuleSet } from './rules/ruleset.ts';

/** A finished PAC text for one zone (null: the generic one) and one flavour of client. */
export interface Artifact {
  readonly zone: string | null;
  readonly for: Flavour;
  /** Printable ASCII. */
  readonly text: string;
  /** Lower-case hex SHA-256 of the text's bytes. */
  readonly hash: string;
}

/** A profile and the documents that it names. */
export interface BuildInput {
  readonly id: string;
  readonly profile: Profile;
  /** The firewall policy that it follows; null or absent where there is none. */
  readonly firewall?: FirewallPolicy | null;
  /** What the lists mean that it names; others may be among them. A list that is missing is an error of the profile. */
  readonly lists?: Lists | undefined;
  /** Unix milliseconds: the time for `tests` without `at` (where allowed) and for expiring rules. */
  readonly now: number;
  /** Other profiles that follow the same policy, for findings only. */
  readonly others?: readonly Profile[] | undefined;
}

/** What came out. An error among the findings means that nothing may be stored or published. */
export interface Build {
  /** The document in canonical spelling; as it was written when there is an error. */
  readonly document: Profile;
  readonly findings: readonly Finding[];
  /** One for each zone and flavour, the generic ones first; none when there is an error. */
  readonly artifacts: readonly Artifact[];
  /** How the edge finds a client's zone; empty without a policy. */
  readonly zones: ZoneTable;
}

/** Checks a profile of the right shape, runs its tests, spells it canonically and compiles it. Equal input, equal output. */
export function buildProfile({ id, profile, firewall: policy = null, lists, now, others }: BuildInput): Build {
  const { ruleset, followed, findings } = checkProfile(profile, { policy, lists, now, others });
  if (ruleset === null) return { document: profile, findings, artifacts: [], zones: NO_ZONES };
  const shares = (bytes: number) => largestShares(ruleset, lists ?? new Map(), bytes);
  const artifacts = withinLimit(() => compileAll({ id, ruleset, followed, policy, policyName: profile.firewall }));
  const all = [
    ...findings,
    ...(artifacts === null ? [tooLongFinding(shares(MAX_TEXT))] : sizeFindings(artifacts, shares)),
  ];
  return {
    document: canonicalProfile(profile, ruleset),
    findings: all,
    artifacts: artifacts === null || hasErrors(all) ? [] : artifacts,
    zones: policy === null ? NO_ZONES : zoneTable(policy),
  };
}

/** Null where the compiler gave up because the text would be too long for any client. */
function withinLimit<Result>(compile: () => Result): Result | null {
  try {
    return compile();
  } catch (error) {
    if (error instanceof TooLong) return null;
    throw error;
  }
}

interface Compilation {
  readonly id: string;
  readonly ruleset: RuleSet;
  readonly followed: Followed | null;
  readonly policy: FirewallPolicy | null;
  readonly policyName: string | undefined;
}

function compileAll({ id, ruleset, followed, policy, policyName }: Compilation): Artifact[] {
  const compile = scriptCompiler(ruleset);
  const title = policyName === undefined ? 'firewall policy' : `firewall policy ${policyName}`;
  return [null, ...(policy?.zones.keys() ?? [])].flatMap((zone) => {
    const comments = followed === null ? [] : zoneComments(followed, title, zone);
    return Flavour.options.map((flavour) => {
      const script = compile({ zone, flavour });
      return { zone, for: flavour, ...withHeader(script, { id, comments }) };
    });
  });
}

/** Compiles for audiences; those that no condition tells apart and that get the same answers share one script. */
function scriptCompiler(ruleset: RuleSet): (audience: Audience) => Script {
  const classOf = zoneClasses(ruleset);
  const scripts = new Map<string, Script>();
  return ({ zone, flavour }) => {
    const program = lowerRuleSet(ruleset, { zone, flavour });
    const answers = [...program.steps.map(({ route }) => route), program.otherwise];
    const key = JSON.stringify([classOf(zone), answers.map((route) => program.results.get(route))]);
    const script = scripts.get(key) ?? compileScript(program);
    scripts.set(key, script);
    return script;
  };
}
