/** What does a DELETE answer: 204 when it was done, 200 when it was only tried? */
import type { Context } from 'hono';
import * as z from 'zod';

/** The body of a DELETE that was only tried. */
const Tried = z.strictObject({ dryRun: z.literal(true) }).meta({ id: 'Tried' });

/** The answers of a DELETE; `done` says what has happened after 204. */
export const deletionAnswers = (done: string) => ({
  200: { description: 'A dry run: it could be done, and nothing was.', content: { 'application/json': Tried } },
  204: { description: done },
});

/** The answer after the use case has not refused. */
export const deletionAnswer = (c: Context, { dryRun }: { readonly dryRun: boolean }) =>
  dryRun ? c.json({ dryRun: true } as const, 200) : c.body(null, 204);
