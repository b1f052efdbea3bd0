/** Which profiles are made with a document, and how do they stand? */
import type { Dependent } from '../../../schemas/api.ts';
import type { Reference } from '../compiler.ts';
import { publicationOf } from '../publication/show.ts';
import type { Sql, World } from '../world.ts';
import { readFindings } from './findings.ts';

/** The profiles whose served or waiting revision was made with a document, by id. */
export function followersOf(sql: Sql, { kind, id }: Reference): string[] {
  return sql
    .all<{ profile: string }>(
      'SELECT DISTINCT profile FROM reference WHERE kind = ? AND id = ? ORDER BY profile',
      kind,
      id,
    )
    .map(({ profile }) => profile);
}

/** The followers of a document, each as it stands. */
export function dependentsOf(world: World, reference: Reference): Dependent[] {
  return followersOf(world.sql, reference).map((profile) => ({
    profile,
    state: publicationOf(world, profile)?.state ?? 'held',
    findings: [...readFindings(world.sql, { kind: 'profile', id: profile })],
  }));
}
