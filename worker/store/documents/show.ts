/** How is a document shown: with all that is known about it, in a list, as it once was? */
import type { Kind, Revision, Summary } from '../../../schemas/api.ts';
import type { KeptContent } from '../../../schemas/list.ts';
import type { DocumentName, Stored } from '../contract/documents.ts';
import type { Page, PageRequest } from '../contract/page.ts';
import { pageOf } from '../cursor.ts';
import { instant } from '../instant.ts';
import { contentOf, type KeptList, shownList } from '../lists/kept.ts';
import { readReport } from '../lists/meaning.ts';
import { AS_IT_IS, type Outlook, publicationOf } from '../publication/show.ts';
import { subscriptionFindings, subscriptionOf } from '../subscriptions/show.ts';
import type { Sql, World } from '../world.ts';
import { dependentsOf } from './dependents.ts';
import { readFindings } from './findings.ts';
import { entityTag, liveHeads, readLiveHead } from './head.ts';
import { readRevisionHash, readRevisionText } from './revisions.ts';

/** A live document with all that is known about it, or null. */
export function readStored(world: World, target: DocumentName, outlook: Outlook = AS_IT_IS): Stored | null {
  const head = readLiveHead(world.sql, target);
  if (head === null) return null;
  const facts = target.kind === 'list' ? listFacts(world.sql, target.id, head.hash) : null;
  return {
    ...target,
    revision: head.revision,
    etag: entityTag(head),
    document: shownText(world.sql, target.kind, head.hash),
    findings: [
      ...readFindings(world.sql, target),
      ...(facts?.subscription ? subscriptionFindings(world.sql, target.id) : []),
    ],
    createdAt: instant(head.createdAt),
    updatedAt: instant(head.updatedAt),
    publication: target.kind === 'profile' ? publicationOf(world, target.id, outlook) : null,
    dependents: target.kind === 'profile' ? [] : dependentsOf(world, target),
    ...(facts === null ? {} : { list: facts }),
  };
}

/** One page of live documents, by id. */
export function listDocuments(sql: Sql, kind: Kind, page: PageRequest): Page<Summary> {
  return pageOf(page, {
    keys: 'string',
    read: (after, limit) => liveHeads(sql, kind, { after: after ?? '', limit }),
    keyOf: ({ id }) => id,
    show: (head): Summary => ({
      id: head.id,
      title: head.title,
      revision: head.revision,
      etag: entityTag(head),
      updatedAt: instant(head.updatedAt),
    }),
  });
}

/** One revision as it is shown, also of a deleted document, or null. */
export function showRevision(
  sql: Sql,
  { kind, id }: DocumentName,
  revision: number,
): (Revision & { readonly document: string; readonly content?: KeptContent | null }) | null {
  const found = readRevisionHash(sql, { kind, id }, revision);
  if (found === null) return null;
  const { hash, ...rest } = found;
  const shown = { ...rest, document: shownText(sql, kind, hash) };
  return kind === 'list' ? { ...shown, content: contentOf(sql, keptOf(sql, hash)) } : shown;
}

/** What is shown of a list beside its document. */
function listFacts(sql: Sql, id: string, hash: string): NonNullable<Stored['list']> {
  const kept = keptOf(sql, hash);
  return {
    content: contentOf(sql, kept),
    report: readReport(sql, id),
    ...(kept.source === undefined ? {} : { subscription: subscriptionOf(sql, id) }),
  };
}

const keptOf = (sql: Sql, hash: string): KeptList => JSON.parse(readRevisionText(sql, hash)) as KeptList;

/** The text of a document as it is shown: that of a list is kept without its content. */
function shownText(sql: Sql, kind: Kind, hash: string): string {
  return kind === 'list' ? JSON.stringify(shownList(sql, keptOf(sql, hash))) : readRevisionText(sql, hash);
}
