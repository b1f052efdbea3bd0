/** What was found in the newest revision of a document, when it was last looked at? */
import type { Finding } from '../../../schemas/finding.ts';
import { readText, writeText } from '../chunks.ts';
import type { Reference } from '../compiler.ts';
import type { Sql } from '../world.ts';

/** Keeps the findings of the newest revision, in place of the former ones. */
export function keepFindings(sql: Sql, { kind, id }: Reference, findings: readonly Finding[]): void {
  writeText(sql, `findings:${kind}/${id}`, JSON.stringify(findings));
}

/** The findings of the newest revision. */
export function readFindings(sql: Sql, { kind, id }: Reference): readonly Finding[] {
  return JSON.parse(readText(sql, `findings:${kind}/${id}`) ?? '[]') as Finding[];
}
