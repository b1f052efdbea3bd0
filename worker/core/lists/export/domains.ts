/** How is a list written as plain domains? Pure. */
import { formatRange } from '../../net/cidr.ts';
import type { ExportFormat, Held, Said } from './export.ts';
import { byLine, unsaid } from './lines.ts';

/** A name stands for itself and what is below it, `*.name` for below only; addresses and ranges as they are. */
export const domains: ExportFormat = {
  name: 'domains',
  title: 'Domains, one a line',
  source: 'convention of published domain lists',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  write: byLine({ say }),
};

const WIDER = { reason: 'a domain is also everything below it', effect: 'wider' } as const;

function say(held: Held): Said {
  if (held.is === 'condition') return unsaid('a list of domains has names and ranges only');
  if (held.is === 'range') return { text: formatRange(held.range) };
  const { name, match } = held.entry;
  if (match === 'exact') return { text: name, lost: WIDER };
  return { text: match === 'below' ? `*.${name}` : name };
}
