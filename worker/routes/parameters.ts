/** Which parameters do several endpoints share? */
import * as z from 'zod';
import { PAGE_DEFAULT, PAGE_MAX } from '../../schemas/envelope.ts';
import { Instant, Name } from '../../schemas/words.ts';
import type { PageRequest } from '../store/contract/page.ts';
import { isCursor } from '../store/cursor.ts';

/** The id of a document in the path. */
export const IdPath = z.strictObject({ id: Name });

/** A whole number above zero, as a parameter spells it. */
export const Count = z
  .string()
  .regex(/^[1-9][0-9]{0,8}$/, 'expected a whole number above zero')
  .meta({ description: 'A whole number above zero.' });

/** `true` or `false`, nothing else: a misspelt flag must not write. */
export const Flag = z.enum(['true', 'false']).optional();

const DryRun = Flag.meta({ description: 'Only say what would happen.' });

/** The query of every write. */
export const WriteQuery = z.strictObject({ dryRun: DryRun });

/** Whether a write is only tried, as use cases take it. */
export const trialOf = ({ dryRun }: z.output<typeof WriteQuery>) => ({ dryRun: dryRun === 'true' });

/** The query of PUT. */
export const PutQuery = z.strictObject({
  dryRun: DryRun,
  publish: Flag.meta({ description: 'false: store the revision, but go on serving the published one.' }),
});

/** The query of GET on one document. */
export const ViewQuery = z.strictObject({
  view: z.enum(['document']).optional().meta({ description: 'The bare document, without its envelope.' }),
});

const pageShape = {
  limit: z
    .string()
    .regex(/^([1-9][0-9]?|1[0-9]{2}|200)$/, `expected 1 to ${PAGE_MAX}`)
    .optional()
    .meta({ description: `How many entries, 1 to ${PAGE_MAX}; ${PAGE_DEFAULT} when absent.` }),
  cursor: z
    .string()
    .max(512)
    .refine(isCursor, 'expected the nextCursor of a page before')
    .optional()
    .meta({ description: 'nextCursor of the page before.' }),
};

/** The query of a page. */
export const PageQuery = z.strictObject(pageShape);

/** The id of a key or token: ours, opaque. */
export const OpaqueId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'expected an id as a list shows it')
  .meta({ description: 'An id as the list shows it.' });

/** The query of a page of the audit. */
export const AuditQuery = z.strictObject({
  ...pageShape,
  kind: z
    .enum(['profile', 'firewall', 'list', 'token', 'audit', 'everything'])
    .optional()
    .meta({ description: 'Only this kind of document; `token` for tokens.' }),
  id: Name.optional().meta({ description: 'Only this document, or this token.' }),
  by: z.string().min(1).max(100).optional().meta({ description: 'Only what this token did; `admin` is the first.' }),
  action: z
    .string()
    .regex(/^[a-z]+(\.[a-z]+)?$/, 'expected an action as entries show it')
    .optional()
    .meta({ description: 'Only this action: `put`, `delete`, `token.create`, …' }),
  since: Instant.optional().meta({ description: 'From this time on.' }),
  until: Instant.optional().meta({ description: 'Before this time.' }),
});

/** The page that a query asks for. */
export function pageOf(query: z.output<typeof PageQuery>): PageRequest {
  return { limit: query.limit === undefined ? PAGE_DEFAULT : Number(query.limit), cursor: query.cursor ?? null };
}

/** Bytes of a body that only says what to do. */
export const SMALL_BODY_BYTES = 65_536;
