/** How does a target tell what its text does not say, without ever telling too much? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import { CODES, type FindingCode } from '../findings/codes.ts';
import { type FindingParts, finding } from '../findings/finding.ts';

/** What is told: a code of the table, a pointer into the profile, and what the case adds. */
export type Telling = readonly [code: FindingCode, path: string, parts?: FindingParts];

/** Takes what is told. */
export type Report = (...telling: Telling) => void;

/** A profile may have 5,000 rules, and after this many findings of one code the rest is a number. */
const MAX_EACH = 50;

/** Collects findings in the order in which they were told, and says how many more there were of each code. */
export function collector(): { readonly report: Report; findings(): Finding[] } {
  const told: Finding[] = [];
  const counts = new Map<FindingCode, number>();
  return {
    report(code, path, parts) {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= MAX_EACH) told.push(finding(code, path, parts));
    },
    findings: () => [...told, ...[...counts].flatMap(([code, count]) => (count > MAX_EACH ? [more(code, count)] : []))],
  };
}

function more(code: FindingCode, count: number): Finding {
  return finding(code, '', { message: `${CODES[code].title}: the same in ${count - MAX_EACH} more places` });
}
