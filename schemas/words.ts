/** What do the smallest words look like on the wire: ids, hosts, ports, ranges, times? */
import * as z from 'zod';

/** Names that already mean something wherever an id or a name may stand. */
export const RESERVED_NAMES = ['direct', 'block', 'any'] as const;

/** Names that JavaScript objects inherit; refused as ids so that no look-up can ever meet them. */
const INHERITED_NAMES: readonly string[] = ['constructor'];

/** One value or a non-empty list of up to `max` values; both spellings mean the same. */
export const oneOrMany = <T extends z.ZodType>(item: T, max: number) => z.union([item, z.array(item).min(1).max(max)]);

/** Lower-case letters, digits and hyphens, 1 to 63 characters, beginning with a letter or digit. */
export const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected 1 to 63 of a-z, 0-9 and "-", beginning with a letter or digit')
  .refine((id) => !INHERITED_NAMES.includes(id), 'expected a name that is not reserved')
  .meta({ id: 'Id', description: 'An id: 1 to 63 of a-z, 0-9 and "-", beginning with a letter or digit.' });
export type Id = z.infer<typeof Id>;

/** An id that is none of the built-in routes and peers: `direct`, `block`, `any`. */
export const Name = Id.refine(
  (id) => !(RESERVED_NAMES as readonly string[]).includes(id),
  'expected a name other than direct, block and any: those are built in',
).meta({ id: 'Name', description: 'An id other than the built-in direct, block and any.' });

/** A TCP or UDP port number. */
export const Port = z.int().min(1).max(65535).meta({ id: 'Port', description: 'A port number, 1 to 65535.' });

/** An inclusive range of ports, `"9000-9099"`. */
export const PortRange = z
  .string()
  .regex(/^[1-9][0-9]{0,4}-[1-9][0-9]{0,4}$/, 'expected "from-to", such as "9000-9099"')
  .meta({ id: 'PortRange', description: 'An inclusive range of ports, such as "9000-9099".' });

/** A host name as people write it (any case, IDN, one trailing dot); core decides whether it is one. */
export const HostName = z
  .string()
  .min(1)
  .max(254)
  .meta({ id: 'HostName', description: 'A host name. International names are stored in their ASCII form.' });

/** A host name or an address literal (IPv6 without brackets). */
export const Host = z.string().min(1).max(254).meta({ id: 'Host', description: 'A host name or an address literal.' });

/** An IPv4 or IPv6 address literal. */
export const Address = z.string().min(2).max(45).meta({ id: 'Address', description: 'An IPv4 or IPv6 address.' });

/** An address or a range in CIDR notation. Host bits must be zero. */
export const Cidr = z
  .string()
  .min(2)
  .max(49)
  .meta({ id: 'Cidr', description: 'An address or a CIDR range, such as 10.0.0.0/8 or fd00::/8.' });

/** A pattern over a whole text: `*` is any run of characters, `?` is one. */
export const Wildcard = z
  .string()
  .min(1)
  .max(1024)
  .meta({ id: 'Wildcard', description: '"*" is any run of characters (also none), "?" is one character.' });

/** A line of prose for people; never interpreted. */
export const Note = z.string().max(500).meta({ id: 'Note', description: 'Words for people. Never interpreted.' });

/** A title for lists and pages. */
export const Title = z.string().min(1).max(200).meta({ id: 'Title', description: 'A title for people.' });

/** An absolute URL of up to 2,048 characters; core takes the client's view of it. */
export const UrlText = z.string().min(1).max(2048).meta({ id: 'UrlText', description: 'An absolute URL.' });

/** An RFC 3339 time with offset, such as `2026-11-24T09:30:00+01:00`. */
export const Instant = z.iso
  .datetime({ offset: true })
  .meta({ id: 'Instant', description: 'An RFC 3339 time with its offset.' });

/** A span: whole minutes, hours or days, such as `90m`, `6h`, `7d`. */
export const Span = z
  .string()
  .regex(/^[1-9][0-9]{0,4}[mhd]$/, 'expected a number and m, h or d, such as "6h"')
  .meta({ id: 'Span', description: 'A span of minutes, hours or days, such as 90m, 6h or 7d.' });
