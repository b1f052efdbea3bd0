/** What is a rule list on the wire: its document, where its content comes from, and the report about every line? */
import * as z from 'zod';
import { Note, Title, UrlText } from './words.ts';

/** Bytes of the content of one list. */
export const MAX_CONTENT_BYTES = 26_214_400;

/** The document of a list in bytes, with a content of that size in it, what escapes and indents it included. */
export const MAX_LIST_BYTES = MAX_CONTENT_BYTES + 4 * 1_048_576;

/** Lines of each outcome that a report shows; the export has them all. */
export const MAX_REPORTED = 100;
/** Characters of a line that a report shows. */
export const MAX_SHOWN_LINE = 200;
/** Share of the entries that may be gone at once before a refresh is taken for a mistake. */
export const DEFAULT_MAX_SHRINK = 0.5;
/** Bounds of `every`, in minutes. */
export const MIN_EVERY = 15;
export const MAX_EVERY = 30 * 24 * 60;

/** The formats that a list can be read from. `docs/lists.md` has each with its specification. */
export const LIST_FORMATS = [
  'domains',
  'hosts',
  'dnsmasq',
  'adblock',
  'switchy',
  'clash',
  'surge',
  'v2ray',
  'sing-box',
  'cidr',
  'no-proxy',
  'proxy-override',
  'chrome-bypass',
  'firefox-bypass',
] as const;

/** The formats that a list can be written to. */
export const EXPORT_FORMATS = ['domains', 'hosts', 'dnsmasq', 'clash', 'surge', 'v2ray', 'sing-box', 'squid'] as const;

/** A format by its name. */
export const FormatName = z.enum(LIST_FORMATS).meta({ id: 'ListFormat' });
export type FormatName = z.infer<typeof FormatName>;

/** A format that lists are written to. */
export const ExportName = z.enum(EXPORT_FORMATS).meta({ id: 'ListExport' });
export type ExportName = z.infer<typeof ExportName>;

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };

/** The minutes of a span such as `6h`; NaN for what is none. */
export function minutesOfSpan(span: string): number {
  return Number(span.slice(0, -1)) * (MINUTES[span.slice(-1)] ?? Number.NaN);
}

/** How often a subscription is looked at. */
export const Every = z
  .string()
  .regex(/^[1-9][0-9]{0,4}[mhd]$/, 'expected a number and m, h or d, such as "6h"')
  .refine((span) => {
    const minutes = minutesOfSpan(span);
    return minutes >= MIN_EVERY && minutes <= MAX_EVERY;
  }, 'expected a span from 15m to 30d')
  .meta({ id: 'ListEvery', description: 'A span from 15m to 30d, such as "6h".' });

/** Where the content is fetched from. */
export const ListSource = z
  .strictObject({
    url: UrlText.describe('https, unless `insecure` says otherwise; never with a user name and password.'),
    every: Every,
    insecure: z.literal(true).optional().describe('http is accepted: anybody on the way can change the list.'),
    maxShrink: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('The share of the entries that may be gone at once; 0.5 by default. More is kept back and reported.'),
  })
  .meta({ id: 'ListSource' });
export type ListSource = z.infer<typeof ListSource>;

/** Names a content that is kept already, by the SHA-256 of its UTF-8 bytes. */
export const ContentName = z
  .strictObject({
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits')
      .describe('As the list that it was sent to shows it.'),
  })
  .meta({ id: 'ListContentName' });

/** A rule list: a shared set of names, addresses and patterns. */
export const RuleList = z
  .strictObject({
    title: Title.optional(),
    note: Note.optional(),
    format: z.enum([...LIST_FORMATS, 'auto']).describe('`auto` looks at the content and says what it took it for.'),
    text: z.string().max(MAX_CONTENT_BYTES).optional().describe('The content itself.'),
    content: ContentName.optional().describe(
      'Instead of `text`: a content that was sent before, such as by `PUT …/content`. Shown for contents that are too large to be shown.',
    ),
    source: ListSource.optional().describe('A subscription, instead of `text`.'),
  })
  .refine(
    ({ text, content, source }) => [text, content, source].filter((one) => one !== undefined).length === 1,
    'expected one of text, content and source',
  )
  .meta({
    id: 'RuleList',
    title: 'Portolan rule list',
    description: 'Answers yes or no about a request. Exceptions subtract inside their own list.',
  });
export type RuleList = z.infer<typeof RuleList>;

/** What became of a line. */
export const Outcome = z.enum(['kept', 'weakened', 'refused']).meta({
  id: 'LineOutcome',
  description: 'kept: it means what it says; weakened: it means something near it; refused: it has no effect.',
});
export type Outcome = z.infer<typeof Outcome>;

/** Whether a weakened line holds for fewer requests than it says, for more, or for others. */
export const Effect = z.enum(['narrower', 'wider', 'other']).meta({ id: 'LineEffect' });
export type Effect = z.infer<typeof Effect>;

/** One line of a list and what became of it. A line that says several things stands in several of these. */
export const LineReport = z
  .strictObject({
    line: z.int().min(1),
    text: z.string().describe(`The first ${MAX_SHOWN_LINE} characters; never a credential.`),
    outcome: Outcome,
    except: z.literal(true).optional().describe('It is an exception: it takes away.'),
    became: z.string().optional().describe('The condition, in the words of a rule.'),
    effect: Effect.optional(),
    code: z.string().optional().describe('Why, as the code of a finding.'),
    reason: z.string().optional(),
  })
  .meta({ id: 'LineReport' });
export type LineReport = z.infer<typeof LineReport>;

/** Counts of one reading. */
export const ListTotals = z
  .strictObject({
    lines: z.int().describe('All lines, empty ones and comments too.'),
    silent: z.int().describe('Empty lines, comments, headers and disabled lines.'),
    kept: z.int(),
    weakened: z.int(),
    refused: z.int(),
    exceptions: z.int().describe('Kept or weakened ones that take away.'),
    duplicates: z.int().describe('Kept or weakened ones that were there already.'),
    covered: z.int().describe('Names and ranges that lie inside others of the list.'),
    names: z.int().describe('Names in the list, without duplicates and covered ones.'),
    ranges: z.int().describe('Address ranges, merged.'),
    patterns: z.int().describe('Everything else: patterns, expressions, ports.'),
  })
  .meta({ id: 'ListTotals' });
export type ListTotals = z.infer<typeof ListTotals>;

/** The content that a list has now. */
export const KeptContent = z
  .strictObject({ sha256: z.string(), bytes: z.int().describe('As UTF-8.') })
  .meta({ id: 'ListContent' });
export type KeptContent = z.infer<typeof KeptContent>;

/** The format that was read, and why it was taken for it where nobody said so. */
export const Detected = z.strictObject({ format: FormatName, why: z.string().optional() }).meta({ id: 'ListDetected' });

/** What a list came to. */
export const ListReport = z
  .strictObject({
    ...Detected.shape,
    totals: ListTotals,
    kept: z.array(LineReport).max(MAX_REPORTED),
    weakened: z.array(LineReport).max(MAX_REPORTED),
    refused: z.array(LineReport).max(MAX_REPORTED),
  })
  .meta({ id: 'ListReport', description: 'Totals, and the first hundred lines of each outcome.' });
export type ListReport = z.infer<typeof ListReport>;

/** Something that a format cannot say as it is. */
export const ExportLoss = z
  .strictObject({
    what: z.string().describe('The condition, in the words of a rule.'),
    except: z.literal(true).optional().describe('It is an exception: the list takes it away.'),
    reason: z.string(),
    effect: Effect.describe('Whether the text then holds for fewer requests than the list, or for more.'),
  })
  .meta({ id: 'ListExportLoss' });
export type ExportLoss = z.infer<typeof ExportLoss>;

/** A list, or what leads to a route, in another format. */
export const ExportedList = z
  .strictObject({
    format: ExportName,
    mediaType: z.string(),
    filename: z.string(),
    text: z.string(),
    bytes: z.int(),
    hash: z.string().describe('SHA-256 of the text.'),
    losses: z.int().describe('How much the format cannot say as it is.'),
    lost: z.array(ExportLoss).describe('The first hundred of it.'),
  })
  .meta({ id: 'ExportedList' });
export type ExportedList = z.infer<typeof ExportedList>;
