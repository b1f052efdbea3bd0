/** How is a list written for an ACL of squid? Pure. */
import type { ExportFormat, Held, Said } from './export.ts';
import { byLine, unsaid } from './lines.ts';

/**
 * The file of `acl name dstdomain "file"`: `.name` is the name and what is below it, `name` is itself. squid complains
 * where one of them lies inside another, which a list never has.
 */
export const squid: ExportFormat = {
  name: 'squid',
  title: 'squid ACL file (dstdomain)',
  source: 'squid configuration directive acl, type dstdomain',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  write: byLine({ say }),
};

function say(held: Held): Said {
  if (held.is === 'range') return unsaid('dstdomain has names only; ranges are of the ACL type dst');
  if (held.is === 'condition') return unsaid('dstdomain has names only; patterns are of the ACL type dstdom_regex');
  const { name, match } = held.entry;
  if (match === 'exact') return { text: name };
  if (match === 'suffix') return { text: `.${name}` };
  return { text: `.${name}`, lost: { reason: 'squid takes the name itself along', effect: 'wider' } };
}
