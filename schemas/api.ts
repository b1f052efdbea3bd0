/** What do the management API's answers and requests look like beside the documents themselves? */
import * as z from 'zod';
import { Finding } from './finding.ts';
import { Flavour, Query } from './profile.ts';
import { Id, Instant, Name, Span } from './words.ts';

/** What scopes a token may carry. `admin` implies all, `write` implies `read`. */
export const Scope = z.enum(['read', 'write', 'probe', 'admin']).meta({ id: 'Scope' });
export type Scope = z.infer<typeof Scope>;

/** The kinds of document. */
export const Kind = z.enum(['profile', 'firewall', 'list']);
export type Kind = z.infer<typeof Kind>;

/** What one kind of client takes of a PAC at most, and whether it takes this one. */
export const ClientLimit = z
  .strictObject({
    client: z
      .enum(['chromium', 'winhttp', 'hosted'])
      .describe('"hosted": services that hand PACs to their own clients.'),
    bytes: z.int().describe('The longest text that it takes, not compressed.'),
    fits: z.boolean().describe('Of a publication: whether its longest text fits.'),
  })
  .meta({ id: 'ClientLimit' });
export type ClientLimit = z.infer<typeof ClientLimit>;

/** What the edge serves of a profile. */
export const Publication = z
  .strictObject({
    state: z.enum(['published', 'pending', 'held']),
    revision: z.int().nullable().describe('The revision that is served, or null when nothing is.'),
    pacUrl: z.string().nullable(),
    artifacts: z.array(
      z.strictObject({
        zone: z.string().nullable(),
        for: Flavour,
        hash: z.string(),
        bytes: z.int(),
        gzip: z.int(),
        brotli: z.int().optional().describe('Absent for texts that were published before it was counted.'),
      }),
    ),
    limits: z.array(ClientLimit),
    reason: z.string().optional(),
  })
  .meta({ id: 'Publication' });
export type Publication = z.infer<typeof Publication>;

/** One line of a page of documents. */
export const Summary = z
  .strictObject({
    id: Id,
    title: z.string().nullable(),
    revision: z.int(),
    etag: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Summary' });
export type Summary = z.infer<typeof Summary>;

/** Why a revision came to be. */
export const Cause = z.enum(['put', 'rollback', 'refresh', 'apply', 'restore']).meta({ id: 'Cause' });
export type Cause = z.infer<typeof Cause>;

/** One line of a document's history. */
export const Revision = z
  .strictObject({ revision: z.int(), createdAt: z.string(), by: z.string(), cause: Cause })
  .meta({ id: 'Revision' });
export type Revision = z.infer<typeof Revision>;

/** The difference of two documents, by JSON Pointer. */
export const Diff = z
  .strictObject({
    from: z.int(),
    to: z.int(),
    changes: z.array(
      z.strictObject({
        op: z.enum(['add', 'remove', 'replace']),
        path: z.string(),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
      }),
    ),
  })
  .meta({ id: 'Diff' });
export type Diff = z.infer<typeof Diff>;

/** A capability key of a profile's URLs. */
export const Key = z
  .strictObject({ id: z.string(), pacUrl: z.string(), createdAt: z.string(), expiresAt: z.string().nullable() })
  .meta({ id: 'Key' });
export type Key = z.infer<typeof Key>;

/** A request for a new key: how long the older ones go on working. */
export const KeyRequest = z.strictObject({ overlap: Span.optional() }).meta({ id: 'KeyRequest' });

/** Why an earlier rule did not decide. */
export const TraceEntry = z
  .union([
    z.strictObject({
      rule: z.int(),
      failed: z.strictObject({ key: z.string(), expected: z.string(), found: z.string() }),
    }),
    z.strictObject({ rule: z.int(), skipped: z.literal('disabled') }),
  ])
  .meta({ id: 'TraceEntry' });
export type TraceEntry = z.infer<typeof TraceEntry>;

/** An entry of a rule list that holds a request. */
export const HeldBy = z
  .strictObject({ list: Id, entry: z.string().describe('In the words of a rule: `domain: ads.example`.') })
  .meta({ id: 'HeldBy' });
export type HeldBy = z.infer<typeof HeldBy>;

/** The answer to one question: the route, its proxies, the PAC result string, the deciding rule, and why not earlier. */
export const Explanation = z
  .strictObject({
    url: z.string(),
    route: z.string(),
    proxies: z.array(z.string()),
    pac: z.string(),
    rule: z.int().nullable(),
    lists: z.array(HeldBy).optional().describe('By which entries of rule lists the deciding rule holds.'),
    trace: z.array(TraceEntry),
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.infer<typeof Explanation>;

/** Questions about a stored profile. */
export const Queries = z.strictObject({ queries: z.array(Query).min(1).max(100) }).meta({ id: 'Queries' });

/** A revision to publish or to go back to. */
export const RevisionRequest = z.strictObject({ revision: z.int().min(1) }).meta({ id: 'RevisionRequest' });

/** A request for a token. */
export const TokenRequest = z
  .strictObject({
    name: z.string().min(1).max(100),
    scopes: z.array(Scope).min(1).max(4),
    expiresAt: Instant.optional(),
    profiles: z.array(Name).min(1).max(100).optional(),
    networks: z.array(z.string().min(2).max(49)).min(1).max(100).optional(),
  })
  .meta({ id: 'TokenRequest' });
export type TokenRequest = z.infer<typeof TokenRequest>;

/** A token, without its secret. */
export const Token = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    scopes: z.array(Scope),
    profiles: z.array(z.string()).nullable(),
    networks: z.array(z.string()).nullable(),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'Token' });
export type Token = z.infer<typeof Token>;

/** One line of the audit: who did what to which document, when and from where. */
export const AuditEntry = z
  .strictObject({
    seq: z.int(),
    at: z.string(),
    by: z.string(),
    from: z.string().nullable(),
    requestId: z.string(),
    action: z.string(),
    kind: z.string().nullable(),
    id: z.string().nullable(),
    revision: z.int().nullable(),
    key: z.string().nullable().describe('The id of the capability key that was made or revoked.'),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** What a change of a policy or list did to a profile that uses it. */
export const Dependent = z
  .strictObject({ profile: Id, state: z.enum(['published', 'pending', 'held']), findings: z.array(Finding) })
  .meta({ id: 'Dependent' });
export type Dependent = z.infer<typeof Dependent>;
