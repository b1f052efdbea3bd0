/** What can a rule ask? The keys of `when`. */
import * as z from 'zod';
import { Cidr, HostName, Id, oneOrMany, Port, PortRange, Wildcard } from './words.ts';

/** How many entries one key of a condition may list. Longer sets are rule lists. */
export const MAX_ENTRIES = 10_000;
/** How deep `any`, `all` and `not` may nest. */
export const MAX_DEPTH = 16;

/** URL schemes that a client may ask a PAC about; any other spelling is refused. */
export const UrlScheme = z.string().regex(/^[a-zA-Z][a-zA-Z0-9+.-]{0,30}$/, 'expected a URL scheme, such as https');

/** Days of the week, in the order of the ISO week. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const Clock = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/, 'expected HH:MM, 00:00 to 24:00');
const DateText = z.iso.date();

/** A regular expression in the checked subset; both parts may be given, and both must match. */
export const RegexCondition = z
  .strictObject({
    host: oneOrMany(z.string().min(1).max(1024), 100).optional(),
    url: oneOrMany(z.string().min(1).max(1024), 100).optional(),
  })
  .refine((r) => r.host !== undefined || r.url !== undefined, 'expected host or url')
  .meta({ id: 'RegexCondition', description: 'Unanchored, in a linear-time subset that every engine knows.' });

/** A window of time. A window that wraps over midnight belongs to the day on which it starts. */
export const TimeCondition = z
  .strictObject({
    days: oneOrMany(z.enum(DAYS), 7).optional(),
    from: Clock.optional(),
    to: Clock.optional(),
    dates: oneOrMany(z.strictObject({ from: DateText, to: DateText }), 100).optional(),
    zone: z.enum(['local', 'utc']).optional(),
  })
  .meta({
    id: 'TimeCondition',
    description: 'from <= t < to in minutes; wraps over midnight; dates are inclusive; zone is local unless utc.',
  });

/** What every key takes. The keys of one condition are joined by AND, the entries of a key by OR. */
export interface Condition {
  domain?: string | string[] | undefined;
  host?: string | string[] | undefined;
  cidr?: string | string[] | undefined;
  resolve?: true | undefined;
  plain?: true | undefined;
  scheme?: string | string[] | undefined;
  port?: number | string | (number | string)[] | undefined;
  url?: string | string[] | undefined;
  regex?: z.infer<typeof RegexCondition> | z.infer<typeof RegexCondition>[] | undefined;
  client?: string | string[] | undefined;
  zone?: string | string[] | undefined;
  time?: z.infer<typeof TimeCondition> | z.infer<typeof TimeCondition>[] | undefined;
  list?: string | string[] | undefined;
  any?: Condition | Condition[] | undefined;
  all?: Condition | Condition[] | undefined;
  not?: Condition | Condition[] | undefined;
}

const Nested: z.ZodType<Condition> = z.lazy(() => Condition);

/** One condition. At least one key; unknown keys are errors. */
export const Condition: z.ZodType<Condition> = z
  .strictObject({
    domain: oneOrMany(HostName, MAX_ENTRIES).optional().describe('The host is this name or below it.'),
    host: oneOrMany(Wildcard, MAX_ENTRIES).optional().describe('The whole host, with * and ?.'),
    cidr: oneOrMany(Cidr, MAX_ENTRIES).optional().describe('The host is an address literal in this range.'),
    resolve: z.literal(true).optional().describe('With cidr: also the address that the client’s DNS gives.'),
    plain: z.literal(true).optional().describe('A host name without a dot, and no address literal.'),
    scheme: oneOrMany(UrlScheme, 32).optional().describe('The scheme of the URL.'),
    port: oneOrMany(z.union([Port, PortRange]), 256)
      .optional()
      .describe('The port of the URL, defaults filled in.'),
    url: oneOrMany(Wildcard, MAX_ENTRIES).optional().describe('The whole URL, with * and ?.'),
    regex: oneOrMany(RegexCondition, 100).optional(),
    client: oneOrMany(Cidr, 1000).optional().describe('The client’s own address is in this range.'),
    zone: oneOrMany(Id, 64).optional().describe('The client stands in this zone of the firewall policy.'),
    time: oneOrMany(TimeCondition, 100).optional(),
    list: oneOrMany(Id, 64).optional().describe('A rule list of this id contains the host or URL.'),
    any: oneOrMany(Nested, 1000).optional().describe('At least one of these holds.'),
    all: oneOrMany(Nested, 1000).optional().describe('All of these hold.'),
    not: oneOrMany(Nested, 1000).optional().describe('None of these holds.'),
  })
  .refine((c) => Object.values(c).some((value) => value !== undefined), 'expected at least one key')
  .refine((c) => c.resolve === undefined || c.cidr !== undefined, {
    message: 'expected cidr beside resolve',
    path: ['resolve'],
  })
  .meta({ id: 'Condition', description: 'Keys are joined by AND, the entries of one key by OR.' });
