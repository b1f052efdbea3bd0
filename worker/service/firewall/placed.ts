/** How do errors of a document become errors of the body that it stands in? */
import type { Finding } from '../../../schemas/finding.ts';
import { complete } from '../../core/findings/finding.ts';
import { entriesOf, type FaultEntry } from '../fault.ts';

/** The errors among findings, at pointers into a body that has their document at `pointer`. */
export function placed(pointer: string, findings: readonly Finding[]): FaultEntry[] {
  return entriesOf(findings.map(complete)).map((entry) => ({ ...entry, pointer: `${pointer}${entry.pointer}` }));
}
