/** How does Portolan say that something is wrong, or will be? */
import * as z from 'zod';

/** How bad a finding is. Only errors refuse a write. */
export const Severity = z.enum(['error', 'warning', 'info']);

/** One thing found in a document. `path` is a JSON Pointer (RFC 6901) into it. */
export const Finding = z
  .strictObject({
    code: z.string().describe('Stable name of the kind of finding, such as proxy.credentials.'),
    severity: Severity,
    path: z.string().describe('JSON Pointer into the document.'),
    message: z.string(),
    expected: z.string().optional(),
    found: z.string().optional(),
    fix: z.string().optional(),
    docs: z.string().optional(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

/** An error answer (RFC 9457) with one entry for each place that is wrong. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(
        z.looseObject({
          pointer: z.string(),
          code: z.string(),
          detail: z.string(),
          expected: z.string().optional(),
          found: z.string().optional(),
          fix: z.string().optional(),
          docs: z.string().optional(),
          line: z.int().optional(),
          column: z.int().optional(),
        }),
      )
      .min(1)
      .describe(
        'Each place that is wrong. Where it is the call as a whole, one entry with the kind of problem as its code.',
      ),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
