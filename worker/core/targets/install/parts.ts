/** What is a script made of that sets up many targets: the parts that could be rendered, and all that was told? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import type { TargetInput, TargetText } from '../render.ts';

/** A script for a kind of machine. */
export interface Bootstrap {
  readonly mediaType: string;
  write(input: TargetInput): Pick<TargetText, 'text' | 'findings'>;
}

/**
 * One target's part of a script. Null: nothing of it can be set up, because the script removes or because the profile has
 * nothing for it (an error among the findings says why); what an earlier profile left there is taken away.
 */
export interface Part<Content> {
  readonly target: string;
  readonly content: Content | null;
  readonly findings: readonly Finding[];
}

/**
 * Puts a script together. A part that cannot be rendered stays in it without content and its errors become warnings: a
 * machine that was set up by an earlier profile must not keep what this one no longer says. With a URL that cannot be
 * embedded there is no script.
 */
export function assemble<Content>(
  parts: readonly Part<Content>[],
  write: (parts: ReadonlyMap<string, Content | null>) => string,
): Pick<TargetText, 'text' | 'findings'> {
  const findings = withoutRepeats(parts.flatMap((part) => part.findings));
  const isRefused = findings.some(({ code }) => code === 'target.pac-url-missing' || code === 'target.pac-url-invalid');
  if (isRefused) return { text: null, findings };
  const contents = new Map(parts.map(({ target, content }) => [target, content]));
  return { text: write(contents), findings: findings.map(asWarning) };
}

const asWarning = (one: Finding): Finding => (one.severity === 'error' ? { ...one, severity: 'warning' } : one);

/** The same sentence about the same place is told once. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const byText = new Map(findings.map((one) => [JSON.stringify([one.code, one.path, one.message]), one]));
  return [...byText.values()];
}
