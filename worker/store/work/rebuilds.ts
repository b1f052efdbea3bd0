/** Which documents are to be made anew as due work, and from what? The subjects of the task `rebuild`. */
import type { Kind } from '../../../schemas/api.ts';
import type { Sql, World } from '../world.ts';
import { schedule } from './due.ts';

/** A document to be made anew. `served`: the revision that clients shall get, 0 for none; null: whichever they get then. */
export interface Rebuild {
  readonly kind: Kind;
  readonly id: string;
  readonly served: number | null;
}

/** What is named is made before what names it: how long each kind waits, in milliseconds. */
const WAITS: Readonly<Record<Kind, number>> = { list: 0, firewall: 1, profile: 2 };

/** Asks for a document to be made anew. */
export function scheduleRebuild({ sql, now }: World, { kind, id, served }: Rebuild): void {
  schedule(sql, 'rebuild', `${kind}/${id}${served === null ? '' : `/${served}`}`, now() + WAITS[kind]);
}

/** What a subject of the task asks for. */
export function readRebuild(subject: string): Rebuild {
  const [kind, id = '', served] = subject.split('/');
  return { kind: kind as Kind, id, served: served === undefined ? null : Number(served) };
}

/** True when a profile is still to be made anew. */
export function isToBeRebuilt(sql: Sql, profile: string): boolean {
  const subject = `profile/${profile}`;
  // Ids have no characters that mean something to GLOB.
  const asked = "SELECT 1 FROM due WHERE task = 'rebuild' AND (subject = ? OR subject GLOB ?) LIMIT 1";
  return sql.all(asked, subject, `${subject}/*`).length > 0;
}
