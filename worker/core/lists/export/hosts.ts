/** How is a list written as a hosts file? Pure. */
import type { ExportFormat, Held, Said } from './export.ts';
import { byLine, unsaid } from './lines.ts';

/** hosts(5), with the address that nothing answers at. Only names themselves can be said. */
export const hosts: ExportFormat = {
  name: 'hosts',
  title: 'hosts file',
  source: 'hosts(5), Linux man-pages',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  write: byLine({ say }),
};

function say(held: Held): Said {
  if (held.is !== 'name') return unsaid('a hosts file has names only');
  const { name, match } = held.entry;
  if (match === 'exact') return { text: `0.0.0.0 ${name}` };
  if (match === 'below') return unsaid('a hosts file cannot say what is below a name');
  return {
    text: `0.0.0.0 ${name}`,
    lost: { reason: 'a hosts file has the name itself, not what is below it', effect: 'narrower' },
  };
}
