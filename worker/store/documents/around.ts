/** What does a document see of the documents around it? */
import type { Documents } from '../compiler.ts';
import type { DocumentName } from '../contract/documents.ts';
import { contentText, sizeOf } from '../lists/content.ts';
import { readMeaning } from '../lists/meaning.ts';
import type { Sql } from '../world.ts';
import { followersOf } from './dependents.ts';
import { readLiveHead } from './head.ts';
import { readRevision } from './revisions.ts';

/**
 * The documents as they are now; what was read is remembered, so take a new view after a write. `shared`: a view whose lists
 * and policies still hold, so that they are not read again.
 */
export function documentsAround(sql: Sql, shared?: Documents): Documents {
  const known = new Map<string, unknown>();
  const get = (target: DocumentName): unknown => {
    if (shared !== undefined && target.kind !== 'profile') return shared.get(target);
    const key = `${target.kind}/${target.id}`;
    if (!known.has(key)) known.set(key, newestOf(sql, target));
    return known.get(key) ?? null;
  };
  return {
    get,
    content: (sha256) => (sizeOf(sql, sha256) === null ? null : contentText(sql, sha256)),
    meaning: (list) => (get({ kind: 'list', id: list }) === null ? null : readMeaning(sql, list)),
    followers: (reference) => followersOf(sql, reference).flatMap((id) => get({ kind: 'profile', id }) ?? []),
  };
}

function newestOf(sql: Sql, target: DocumentName): unknown {
  const head = readLiveHead(sql, target);
  const revision = head === null ? null : readRevision(sql, target, head.revision);
  return revision === null ? null : JSON.parse(revision.document);
}
