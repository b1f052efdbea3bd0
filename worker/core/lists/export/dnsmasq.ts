/** How is a list written for dnsmasq? Pure. */
import type { ExportFormat, Held, Said } from './export.ts';
import { byLine, unsaid } from './lines.ts';

/**
 * dnsmasq(8): `address=/name/0.0.0.0` for the name and what is below it; `server=/name/#` leaves a name below it to
 * the standard servers, since the longest name wins.
 */
export const dnsmasq: ExportFormat = {
  name: 'dnsmasq',
  title: 'dnsmasq configuration',
  source: 'dnsmasq(8), options --address and --server',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'conf',
  write: byLine({ say: (held) => line(held, 'address', '0.0.0.0'), sayException: (held) => line(held, 'server', '#') }),
};

const WIDER = { reason: 'dnsmasq takes what is below a name along', effect: 'wider' } as const;
const ITSELF = { reason: 'dnsmasq takes the name itself along', effect: 'wider' } as const;

function line(held: Held, option: string, target: string): Said {
  if (held.is !== 'name') return unsaid('dnsmasq knows names only');
  const { name, match } = held.entry;
  const text = `${option}=/${name}/${target}`;
  if (match === 'suffix') return { text };
  return { text, lost: match === 'exact' ? WIDER : ITSELF };
}
