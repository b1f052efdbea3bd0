/** Which addresses do host names stand for, as a policy says it? Pure. */
import type { Policy } from '../../../schemas/firewall.ts';
import { pointerTo } from '../document/pointer.ts';
import { formatAddress, type IpAddress, readAddress } from '../net/address.ts';
import { canonicalHost } from '../net/host.ts';
import { isRefused } from '../net/refused.ts';
import { refusal, type Tell } from './tell.ts';

/** The names of a policy by their canonical spelling, and the same as they are stored. */
export interface ReadNames {
  readonly known: ReadonlyMap<string, readonly IpAddress[]>;
  readonly spelled: Record<string, string[]>;
}

/** Reads `names`. Two spellings of one name are an error: which addresses hold would be a guess. */
export function readNames(written: NonNullable<Policy['names']>, tell: Tell): ReadNames {
  const known = new Map<string, IpAddress[]>();
  for (const [text, addresses] of Object.entries(written)) {
    const path = pointerTo('', 'names', text);
    const name = canonicalHost(text);
    if (isRefused(name)) {
      tell(refusal(name, path, text));
      continue;
    }
    if (known.has(name)) {
      const message = `expected each host name once: "${name}" is there in another spelling`;
      tell({ code: 'firewall.name-twice', severity: 'error', path, message, found: text });
    }
    known.set(name, readAddresses(addresses, path, tell));
  }
  const spelled = [...known].map(([name, list]): [string, string[]] => [name, list.map(formatAddress)]);
  return { known, spelled: Object.fromEntries(spelled) };
}

function readAddresses(texts: readonly string[], path: string, tell: Tell): IpAddress[] {
  return texts.flatMap((text, at) => {
    const address = readAddress(text);
    if (!isRefused(address)) return [address];
    tell(refusal(address, pointerTo(path, at), text));
    return [];
  });
}
