/** What is a subscription on the wire: how it stands with a list that is fetched from its publisher? */
import * as z from 'zod';
import { ListReport } from './list.ts';

/** Why a fetch came to nothing, or its answer was kept back. */
export const RefreshReason = z
  .strictObject({ code: z.string().describe('As the code of a finding.'), message: z.string() })
  .meta({ id: 'RefreshReason' });
export type RefreshReason = z.infer<typeof RefreshReason>;

/** A content that is kept aside until somebody accepts it, or the publisher gives a better one. */
export const PendingContent = z
  .strictObject({
    sha256: z.string(),
    bytes: z.int(),
    seen: z.string().describe('When it came first.'),
    reason: RefreshReason,
  })
  .meta({ id: 'PendingContent' });
export type PendingContent = z.infer<typeof PendingContent>;

/** How it stands with a subscribed list. Times are RFC 3339, UTC. */
export const Subscription = z
  .strictObject({
    state: z
      .enum(['waiting', 'fresh', 'failing', 'kept-back'])
      .describe(
        'waiting: not fetched yet; fresh: the last try went well; failing: it did not; kept-back: its answer is suspicious. The last good content is in use in any case.',
      ),
    lastTry: z.string().nullable(),
    lastSuccess: z.string().nullable(),
    nextRun: z.string().nullable(),
    failures: z.int().describe('Tries in a row that went wrong or were kept back.'),
    reason: RefreshReason.nullable().describe('Of the last try, when it did not go well.'),
    pending: PendingContent.optional(),
  })
  .meta({ id: 'Subscription' });
export type Subscription = z.infer<typeof Subscription>;

/** What became of one refresh. */
export const Refresh = z
  .strictObject({
    result: z
      .enum(['changed', 'unchanged', 'kept-back', 'failed', 'overtaken'])
      .describe(
        'changed: a new revision; unchanged: the publisher has what is here; kept-back: suspicious, to be accepted by hand; failed: nothing usable came; overtaken: the list was written meanwhile, and is fetched again.',
      ),
    reason: RefreshReason.nullable(),
    report: ListReport.optional().describe('Of what was kept back, when it could be read.'),
  })
  .meta({ id: 'Refresh', description: 'The last good content is in use unless the result is `changed`.' });
export type Refresh = z.infer<typeof Refresh>;
