/** What is a backup on the wire? JSON lines: a head, what the registry holds, and an end with a checksum. */
import * as z from 'zod';
import { Kind, Scope } from './api.ts';
import { Id } from './words.ts';

/** The format that is written; older ones are read. */
export const BACKUP_FORMAT = 1;
/** Bytes of a backup that is taken back. */
export const MAX_BACKUP_BYTES = 536_870_912;
/** Characters of one line: a document has up to 1 MiB, and escapes make it longer. */
export const MAX_BACKUP_LINE = 8_388_608;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Milliseconds = z.int().min(0).describe('Unix milliseconds.');

/** The first line. */
export const BackupHead = z.strictObject({
  is: z.literal('portolan-backup'),
  format: z.int().min(1),
  at: Milliseconds,
});

/** The last line. `sha256`: of every byte before this line; `lines`: how many lines those are. */
export const BackupEnd = z.strictObject({ is: z.literal('end'), lines: z.int().min(1), sha256: Sha256 });

/** Everything between. What a line names by its hash stands before it. */
export const BackupEntry = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('text'), sha256: Sha256, text: z.string() }).meta({ description: 'A document.' }),
  z
    .strictObject({
      is: z.literal('content'),
      sha256: Sha256,
      part: z.int().min(0),
      last: z.boolean(),
      base64: z.base64(),
    })
    .meta({ description: 'A part of the content of a list; the hash is of all parts together.' }),
  z.strictObject({
    is: z.literal('document'),
    kind: Kind,
    id: Id,
    title: z.string().nullable(),
    createdAt: Milliseconds,
    updatedAt: Milliseconds,
    deletedAt: Milliseconds.nullable(),
    /** The newest revision. */
    revision: z.int().min(1),
    served: z.int().min(1).nullable().describe('The revision of a profile that clients get.'),
  }),
  z.strictObject({
    is: z.literal('revision'),
    kind: Kind,
    id: Id,
    revision: z.int().min(1),
    sha256: Sha256.describe('Of the text.'),
    createdAt: Milliseconds,
    by: z.string().max(100),
    cause: z.string().max(20),
  }),
  z.strictObject({
    is: z.literal('key'),
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    profile: Id,
    key: z.string().regex(/^[A-Za-z0-9_-]{22,128}$/),
    createdAt: Milliseconds,
    expiresAt: Milliseconds.nullable(),
  }),
  z.strictObject({
    is: z.literal('token'),
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    hash: Sha256,
    name: z.string().max(100),
    scopes: z.array(Scope).min(1).max(4),
    profiles: z.array(z.string()).nullable(),
    networks: z.array(z.string()).nullable(),
    createdAt: Milliseconds,
    expiresAt: Milliseconds.nullable(),
    lastUsedAt: Milliseconds.nullable(),
    revokedAt: Milliseconds.nullable(),
  }),
  z.strictObject({
    is: z.literal('audit'),
    at: Milliseconds,
    by: z.string().max(100),
    from: z.string().max(64).nullable(),
    requestId: z.string().max(100),
    action: z.string().max(40),
    kind: z.string().max(40).nullable(),
    id: z.string().max(100).nullable(),
    revision: z.int().nullable(),
    key: z.string().max(64).nullable(),
  }),
]);
export type BackupEntry = z.infer<typeof BackupEntry>;
/** A line of one kind. */
export type EntryOf<Is extends BackupEntry['is']> = Extract<BackupEntry, { is: Is }>;

/** How a backup is taken back. `replace`: the service holds afterwards what the backup holds; `merge`: what is missing is added. */
export const RestoreMode = z.enum(['replace', 'merge']);
export type RestoreMode = z.infer<typeof RestoreMode>;

/** What a backup did, or (dry run) would do. */
export const Restoration = z
  .strictObject({
    dryRun: z.boolean(),
    mode: RestoreMode,
    documents: z.strictObject({
      created: z.int().describe('Not there before; they come with their whole history.'),
      changed: z.int().describe('There, and different: a new revision has what the backup has.'),
      deleted: z.int().describe('Live before, and not in the backup, or deleted there.'),
      unchanged: z.int(),
      kept: z.int().describe('Different from the backup and left alone, as `merge` does.'),
    }),
    keys: z.strictObject({ added: z.int(), ended: z.int() }),
    tokens: z.strictObject({ added: z.int(), changed: z.int(), revoked: z.int() }),
    audit: z.strictObject({ added: z.int() }),
    rebuilding: z.int().describe('Documents that are still being compiled and published when this is answered.'),
  })
  .meta({ id: 'Restoration' });
export type Restoration = z.infer<typeof Restoration>;
