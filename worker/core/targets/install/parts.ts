/** What is a script made of that sets up many targets: the parts that could be rendered, and all that was told? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import type { TargetInput, TargetText } from '../render.ts';

/** A script for a kind of machine. */
export interface Bootstrap {
  readonly mediaType: string;
  write(input: TargetInput): Pick<TargetText, 'text' | 'findings'>;
}

/** One target's part of a script; null: it cannot be rendered, and an error among the findings says why. */
export interface Part<Content> {
  readonly target: string;
  readonly content: Content | null;
  readonly findings: readonly Finding[];
}

/**
 * Puts a script together. Parts that cannot be rendered are left out and become warnings; without any part, or with a URL
 * that cannot be embedded, there is no script.
 */
export function assemble<Content>(
  parts: readonly Part<Content>[],
  write: (parts: ReadonlyMap<string, Content>) => string,
): Pick<TargetText, 'text' | 'findings'> {
  const findings = withoutRepeats(parts.flatMap((part) => part.findings));
  const there = new Map(parts.flatMap(({ target, content }) => (content === null ? [] : [[target, content] as const])));
  const isRefused =
    there.size === 0 ||
    findings.some(({ code }) => code === 'target.pac-url-missing' || code === 'target.pac-url-invalid');
  if (isRefused) return { text: null, findings };
  return { text: write(there), findings: findings.map(asWarning) };
}

const asWarning = (one: Finding): Finding => (one.severity === 'error' ? { ...one, severity: 'warning' } : one);

/** The same sentence about the same place is told once. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const byText = new Map(findings.map((one) => [JSON.stringify([one.code, one.path, one.message]), one]));
  return [...byText.values()];
}
