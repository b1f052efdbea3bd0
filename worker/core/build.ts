/** What does a profile become: which artifacts, with which findings? Pure; the contract that storage and HTTP build on. */
import type { Finding } from '../../schemas/finding.ts';
import { Flavour, type Profile } from '../../schemas/profile.ts';
import { hasErrors } from './findings/finding.ts';
import { compilePac } from './pac/compile.ts';
import { canonicalProfile } from './profile/canonical.ts';
import { checkProfile } from './profile/check.ts';
import { sizeFindings } from './profile/size.ts';
import { lowerRuleSet } from './rules/lower.ts';
import type { RuleSet } from './rules/ruleset.ts';
import { ALONE } from './rules/surroundings.ts';

/** A finished PAC text for one zone (null: the generic one) and one flavour of client. */
export interface Artifact {
  readonly zone: string | null;
  readonly for: Flavour;
  /** Printable ASCII. */
  readonly text: string;
  /** Lower-case hex SHA-256 of the text's bytes. */
  readonly hash: string;
}

/** A profile and the documents that it names. Firewall policies and lists join with their own steps. */
export interface BuildInput {
  readonly id: string;
  readonly profile: Profile;
  /** Unix milliseconds: the time for `tests` without `at` (where allowed) and for expiring rules. */
  readonly now: number;
}

/** What came out. An error among the findings means that nothing may be stored or published. */
export interface Build {
  /** The document in canonical spelling; as it was written when there is an error. */
  readonly document: Profile;
  readonly findings: readonly Finding[];
  /** One for each zone and flavour; none when there is an error. */
  readonly artifacts: readonly Artifact[];
}

/** Checks a profile of the right shape, runs its tests, spells it canonically and compiles it. Equal input, equal output. */
export function buildProfile({ id, profile, now }: BuildInput): Build {
  const { ruleset, findings } = checkProfile(profile, ALONE, now);
  if (ruleset === null) return { document: profile, findings, artifacts: [] };
  const artifacts = compileAll(id, ruleset);
  const all = [...findings, ...sizeFindings(artifacts)];
  return { document: canonicalProfile(profile, ruleset), findings: all, artifacts: hasErrors(all) ? [] : artifacts };
}

/** The zones for which a text of its own is compiled: with firewall policies there will be more than the generic one. */
const ZONES: readonly (string | null)[] = [null];

function compileAll(id: string, ruleset: RuleSet): Artifact[] {
  return ZONES.flatMap((zone) =>
    Flavour.options.map((flavour) => {
      const program = lowerRuleSet(ruleset, { zone, flavour });
      return { zone, for: flavour, ...compilePac({ id, program }) };
    }),
  );
}
