/** What do answers about stored documents look like: envelopes, pages, revisions? */
import * as z from 'zod';
import { AuditEntry, Dependent, Diff, Key, Publication, Revision, Summary, Token } from './api.ts';
import { Finding } from './finding.ts';
import { Policy } from './firewall.ts';
import { KeptContent, ListReport, RuleList } from './list.ts';
import { Profile } from './profile.ts';
import { Refresh, Subscription } from './subscription.ts';
import { Id, Span } from './words.ts';

/** How many entries a page has unless it is asked for otherwise, and at most. */
export const PAGE_DEFAULT = 50;
export const PAGE_MAX = 200;

const pageOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z
    .strictObject({
      items: z.array(item),
      nextCursor: z.string().nullable().describe('For the next page; null on the last one.'),
    })
    .meta({ id });

/** A stored profile with all that is known about it. */
export const ProfileEnvelope = z
  .strictObject({
    id: Id,
    revision: z.int(),
    etag: z.string().describe('Strong entity tag, quotes included; for If-Match.'),
    document: Profile,
    findings: z.array(Finding),
    publication: Publication.nullable(),
    dependents: z.array(Dependent).optional(),
    previousRevision: z.int().optional().describe('What a PUT without If-Match replaced.'),
  })
  .meta({ id: 'ProfileEnvelope' });

/** One revision of a profile, with its document. */
export const ProfileRevision = z.strictObject({ ...Revision.shape, document: Profile }).meta({ id: 'ProfileRevision' });

/** A stored firewall policy with all that is known about it. It is not served by itself, so it has no publication. */
export const FirewallEnvelope = z
  .strictObject({
    id: Id,
    revision: z.int(),
    etag: z.string().describe('Strong entity tag, quotes included; for If-Match.'),
    document: Policy,
    findings: z.array(Finding),
    publication: z.null(),
    dependents: z.array(Dependent).describe('The profiles that follow it, and what it makes of them.'),
    previousRevision: z.int().optional().describe('What a PUT without If-Match replaced.'),
  })
  .meta({ id: 'FirewallEnvelope' });

/** One revision of a firewall policy, with its document. */
export const FirewallRevision = z
  .strictObject({ ...Revision.shape, document: Policy })
  .meta({ id: 'FirewallRevision' });

/** A stored rule list with all that is known about it. It is not served by itself, so it has no publication. */
export const ListEnvelope = z
  .strictObject({
    id: Id,
    revision: z.int(),
    etag: z.string().describe('Strong entity tag, quotes included; for If-Match. It changes with the content too.'),
    document: RuleList,
    content: KeptContent.nullable().describe('The content that it has; null while nothing was fetched.'),
    report: ListReport.nullable().describe('What became of its lines; null without a content.'),
    subscription: Subscription.optional().describe('How it stands with the publisher of a list with a `source`.'),
    findings: z.array(Finding),
    publication: z.null(),
    dependents: z.array(Dependent).describe('The profiles that name it, and what it makes of them.'),
    previousRevision: z.int().optional().describe('What a PUT without If-Match replaced.'),
  })
  .meta({ id: 'ListEnvelope' });

/** A list after a refresh. */
export const RefreshedList = z.strictObject({ ...ListEnvelope.shape, refresh: Refresh }).meta({ id: 'RefreshedList' });

/** One revision of a rule list, with its document and the name of its content. */
export const ListRevision = z
  .strictObject({ ...Revision.shape, document: RuleList, content: KeptContent.nullable() })
  .meta({ id: 'ListRevision' });

/** Pages. */
export const SummaryPage = pageOf(Summary, 'SummaryPage');
export const RevisionPage = pageOf(Revision, 'RevisionPage');
export const TokenPage = pageOf(Token, 'TokenPage');
export const AuditPage = pageOf(AuditEntry, 'AuditPage');

/** The keys of a profile; there are few, so that they come at once. */
export const KeyList = z.strictObject({ items: z.array(Key) }).meta({ id: 'KeyList' });

/** A new key, and all that work now: the older ones with the time at which they end. */
export const NewKey = z.strictObject({ ...Key.shape, items: z.array(Key) }).meta({ id: 'NewKey' });
export type NewKey = z.infer<typeof NewKey>;

/** A new token with its secret, which is shown this once. */
export const NewToken = z
  .strictObject({ ...Token.shape, token: z.string().optional().describe('Shown once; absent in a dry run.') })
  .meta({ id: 'NewToken' });

/** How a token is replaced: how long the old one goes on working. */
export const RotationRequest = z.strictObject({ overlap: Span.optional() }).meta({ id: 'RotationRequest' });

/** One entry of the audit with what it changed. */
export const AuditDetail = z
  .strictObject({
    ...AuditEntry.shape,
    changes: Diff.shape.changes
      .nullable()
      .describe('How the document was changed, by JSON Pointer; null where no document was.'),
  })
  .meta({ id: 'AuditDetail' });
export type AuditDetail = z.infer<typeof AuditDetail>;
