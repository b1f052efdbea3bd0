/** How is a finding made, so that it has its severity, its page, and no secret in it? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import { CODES, type FindingCode, findingPage, isFindingCode } from './codes.ts';
import { MAX_SHOWN, safe, safePointer } from './quote.ts';

/** What a case adds to its code: the sentence (the code's title when absent) and the two sides of the comparison. */
export interface FindingParts {
  readonly message?: string;
  readonly expected?: string;
  readonly found?: string;
  /** Instead of the code's own advice. */
  readonly fix?: string;
  readonly severity?: Finding['severity'];
}

/** A finding of this code at a JSON Pointer. Severity and advice come from the table unless given. */
export function finding(code: FindingCode, path: string, parts: FindingParts = {}): Finding {
  const { severity, title, fix } = CODES[code];
  return complete({ code, severity, message: title, ...(fix === undefined ? {} : { fix }), ...parts, path });
}

/**
 * The finding as it may leave the core: its texts cut and freed of anything that looks like a credential, its page
 * and advice filled in from the table. For findings that parsers made without this file.
 */
export function complete(found: Finding): Finding {
  const advice = found.fix ?? (isFindingCode(found.code) ? CODES[found.code].fix : undefined);
  return {
    code: found.code,
    severity: found.severity,
    path: safePointer(found.path),
    message: safe(found.message),
    ...(found.expected === undefined ? {} : { expected: safe(found.expected, 300) }),
    ...(found.found === undefined ? {} : { found: safe(found.found, MAX_SHOWN) }),
    ...(advice === undefined ? {} : { fix: safe(advice) }),
    docs: findingPage(found.code),
  };
}

/** Whether any of them refuses a write. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
