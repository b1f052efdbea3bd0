/** How is a key read that takes one value or a list? Pure. */
import { isRefused, type Refused } from '../net/refused.ts';
import type { ParseContext, Report } from './kind.ts';

/** The entries of one key. */
export type OneOrMany<Value> = Value | Value[];

/**
 * Reads every entry, reporting each refusal at its own place (`/0`, or the key itself when it has a single value).
 * Null when any entry was refused, after all have been looked at.
 */
export function readEntries<Value, Parsed>(
  value: OneOrMany<Value>,
  context: Pick<ParseContext, 'report'>,
  read: (entry: Value, report: Report) => Parsed | Refused | null,
): Parsed[] | null {
  const entries = Array.isArray(value) ? value : [value];
  const parsed = entries.map((entry, index) => {
    const at = Array.isArray(value) ? `/${index}` : '';
    const report: Report = (finding) => context.report({ ...finding, at: at + (finding.at ?? '') });
    const answer = read(entry, report);
    if (!isRefused(answer)) return answer;
    reportRefusal(report, answer, entry);
    return null;
  });
  return parsed.every((entry) => entry !== null) ? parsed : null;
}

/** The canonical entries in the shape that was written: one value stays one value, a list stays a list. */
export function inShapeOf<Value>(written: OneOrMany<unknown>, spelled: readonly Value[]): OneOrMany<Value> {
  const [only] = spelled;
  return Array.isArray(written) || only === undefined ? [...spelled] : only;
}

/** Reports a parser's refusal of a value as an error. */
export function reportRefusal(report: Report, refused: Refused, found: unknown): void {
  report({
    code: refused.code,
    severity: 'error',
    message: refused.error,
    found: typeof found === 'string' ? found : JSON.stringify(found),
    ...(refused.fix === undefined ? {} : { fix: refused.fix }),
  });
}
