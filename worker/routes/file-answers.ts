/** How is an answer described that is a file, or its envelope to `Accept: application/json`? */
import type * as z from 'zod';
import type { AnswerContract } from '../http/contract.ts';

/** What a caller says to get the one or the other, or neither. */
export const FILE_HEADERS = {
  Accept: '`application/json` for the envelope.',
  'If-None-Match': 'An entity tag of an earlier answer.',
} as const;

/** The media types of formats, without JSON, which is also that of the envelope. */
export function textTypesOf(formats: Iterable<{ readonly mediaType: string }>): string[] {
  const types = new Set([...formats].map(({ mediaType }) => mediaType.split(';')[0] ?? ''));
  types.delete('application/json');
  return [...types];
}

/** The file in one of `texts`, the envelope, or 304. */
export function fileAnswers(
  envelope: z.ZodType,
  texts: readonly string[],
  more: Pick<AnswerContract, 'example' | 'headers'> = {},
): Readonly<Record<number, AnswerContract>> {
  return {
    200: {
      description: 'The file, or the envelope around it.',
      content: { 'application/json': envelope },
      texts,
      ...more,
      headers: { ETag: 'Strong; of these bytes.', 'Content-Disposition': 'The name of the file.', ...more.headers },
    },
    304: { description: 'The client has these bytes already.' },
  };
}
