/** Does a value have the shape of a schema, and where not? zod's issues become findings. Pure. */
import type * as z from 'zod';
import type { Finding } from '../../../schemas/finding.ts';
import type { FindingCode } from '../findings/codes.ts';
import { type FindingParts, finding } from '../findings/finding.ts';
import { quote, show } from '../findings/quote.ts';
import { didYouMean } from '../findings/suggest.ts';
import { closestIssues, type Issue } from './closest.ts';
import { MAX_FLAWS } from './flaw.ts';
import { pointerTo, valueAt } from './pointer.ts';
import { layoutOf, schemaOfChild } from './schema-walk.ts';

/** The document in the schema's type, or at least one error. */
export type Shaped<Value> = { readonly document: Value } | { readonly findings: readonly Finding[] };

/** Checks a plain value (as `parseDocument` gives it) against a schema. */
export function checkShape<Value>(schema: z.ZodType<Value>, value: unknown): Shaped<Value> {
  const result = schema.safeParse(value);
  return result.success ? { document: result.data } : { findings: shapeFindings(result.error, value, schema) };
}

/**
 * The findings of a failed parse, at most `MAX_FLAWS`, each with its own pointer. With the schema, unknown keys come
 * with the keys that are known. What was found is shown in few words, and never when it looks like a credential.
 */
export function shapeFindings(error: z.core.$ZodError, value: unknown, schema?: z.core.$ZodType): Finding[] {
  const issues = withoutEchoes(closestIssues(error.issues));
  return issues
    .slice(0, MAX_FLAWS)
    .flatMap((issue) => findingsOf(issue, { value, schema }))
    .slice(0, MAX_FLAWS);
}

/** A map whose keys are unknown also breaks the rules about the keys it should have; the unknown keys say it all. */
function withoutEchoes(issues: readonly Issue[]): Issue[] {
  const misspelt = new Set(
    issues.flatMap(({ code, path }) => (code === 'unrecognized_keys' ? pointerTo('', ...path) : [])),
  );
  return issues.filter(({ code, path }) => code !== 'custom' || !misspelt.has(pointerTo('', ...path)));
}

interface Context {
  readonly value: unknown;
  readonly schema: z.core.$ZodType | undefined;
}

function findingsOf(issue: Issue, context: Context): Finding[] {
  const path = pointerTo('', ...issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, MAX_FLAWS).map((key) => unknownKey(key, path, issue.path, context));
  const value = valueAt(context.value, path);
  if (value === undefined) return [missing(issue, path)];
  return [finding(CODE_OF[issue.code] ?? 'shape.refused', path, { ...sides(issue, value), ...advice(issue, value) })];
}

function missing(issue: Issue, path: string): Finding {
  const message = `expected the key ${quote(String(issue.path.at(-1) ?? ''))}, found nothing`;
  return finding('shape.missing', path, { message, expected: wanted(issue), found: 'nothing' });
}

const CODE_OF: Readonly<Partial<Record<Issue['code'], FindingCode>>> = {
  invalid_type: 'shape.type',
  invalid_union: 'shape.type',
  invalid_value: 'shape.value',
  too_big: 'shape.size',
  too_small: 'shape.size',
  invalid_format: 'shape.format',
  invalid_key: 'shape.name',
};

function sides(issue: Issue, value: unknown): FindingParts {
  const expected = wanted(issue);
  const found = issue.code === 'invalid_key' ? quote(String(issue.path.at(-1))) : foundSize(issue, value);
  return { message: `expected ${expected}, found ${found}`, expected, found };
}

/** A text or list of the wrong length is told by its length, all else by its value. */
function foundSize(issue: Issue, value: unknown): string {
  if (issue.code !== 'too_big' || typeof value !== 'string') return show(value);
  return `${value.length} characters`;
}

function advice(issue: Issue, value: unknown): FindingParts {
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    return didYouMean(
      value,
      issue.values.filter((one) => typeof one === 'string'),
    );
  }
  const kinds = issue.code === 'invalid_type' ? [issue.expected] : [];
  if (kinds.includes('string') && isPlainScalar(value)) return { fix: 'Put quotes around it.' };
  return kinds.includes('number') && isNumeric(value) ? { fix: 'Remove the quotes.' } : {};
}

function isPlainScalar(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9]+$/.test(value);
}

/** What was expected, in words that fit behind "expected". */
function wanted(issue: Issue): string {
  if (issue.code === 'invalid_type') return KINDS[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return oneOf(issue.values.map((value) => JSON.stringify(value) ?? 'nothing'));
  if (issue.code === 'too_big') return `at most ${amount(issue.maximum, issue.origin)}`;
  if (issue.code === 'too_small') return `at least ${amount(issue.minimum, issue.origin)}`;
  if (issue.code === 'invalid_key') return issue.issues[0] === undefined ? 'another name' : spoken(issue.issues[0]);
  if (issue.code === 'invalid_format') return FORMATS[issue.format] ?? spoken(issue);
  if (issue.code === 'invalid_union') return kindsOf(issue);
  return spoken(issue);
}

/** Schemas write their messages as "expected …". */
function spoken(issue: { readonly message: string }): string {
  return issue.message.replace(/^expected /, '');
}

function kindsOf(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const kinds = issue.errors.flat().flatMap((one) => (one.code === 'invalid_type' ? [KINDS[one.expected]] : []));
  return oneOf([...new Set(kinds.filter((kind) => kind !== undefined))]);
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? 'something else') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'a date, such as 2026-11-24',
  datetime: 'a time with its offset, such as 2026-11-24T09:30:00+01:00',
  safeint: 'a whole number',
};

function amount(number: number | bigint, origin: string): string {
  const one = Number(number) === 1;
  if (origin === 'string') return `${number} ${one ? 'character' : 'characters'}`;
  return origin === 'array' ? `${number} ${one ? 'entry' : 'entries'}` : String(number);
}

function unknownKey(key: string, path: string, at: readonly PropertyKey[], context: Context): Finding {
  const known = knownKeys(at, context);
  return finding('shape.unknown-key', pointerTo(path, key), {
    message: `expected no key ${quote(key)} here`,
    ...(known.length === 0 ? {} : { expected: oneOf(known) }),
    found: quote(key),
    ...didYouMean(key, known),
  });
}

/** The keys that the schema knows at a place; none when there is no schema to ask. */
function knownKeys(path: readonly PropertyKey[], { schema, value }: Context): string[] {
  let place: { schema: z.core.$ZodType | undefined; value: unknown } = { schema, value };
  for (const key of path) {
    if (place.schema === undefined) return [];
    place = { schema: schemaOfChild(place.schema, place.value, key), value: valueAt(place.value, pointerTo('', key)) };
  }
  const layout = place.schema === undefined ? null : layoutOf(place.schema, place.value);
  return layout?.is === 'map' ? Object.keys(layout.shape) : [];
}
