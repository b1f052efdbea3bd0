/** Does KV say what the registry says, and what was written again? As administrators are told. */
import * as z from 'zod';

/** One key of KV that is not what the registry says. */
export const Difference = z
  .strictObject({
    key: z.string().describe('The key in KV; docs/storage.md says what they hold.'),
    profile: z.string().nullable(),
    is: z
      .enum(['missing', 'other', 'stray', 'pending'])
      .describe(
        'missing: not there; other: another value; stray: no profile wants it; pending: still being published.',
      ),
  })
  .meta({ id: 'Difference' });
export type Difference = z.infer<typeof Difference>;

/** A page of the comparison of KV with the registry. */
export const Consistency = z
  .strictObject({
    checked: z.strictObject({ profiles: z.int(), texts: z.int(), names: z.int() }),
    differences: z.array(Difference),
    nextCursor: z.string().nullable(),
  })
  .meta({
    id: 'Consistency',
    description: 'KV answers from caches: a difference of the last minute may be none.',
  });
export type Consistency = z.infer<typeof Consistency>;

/** What was asked to be written to KV again. */
export const Republication = z
  .strictObject({
    profiles: z.int().describe('Profiles whose manifests, texts and names are written again.'),
    pending: z.int().describe('How many of them are still to be written when this is answered.'),
  })
  .meta({ id: 'Republication' });
export type Republication = z.infer<typeof Republication>;
