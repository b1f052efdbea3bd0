/** Which addresses does this machine give a name? By its own resolver, hosts file included; for the command line. */
import { lookup } from 'node:dns/promises';
import { parseAddress } from '../core/net/address.ts';
import type { Resolve } from './resolve.ts';

/** Error codes of getaddrinfo that say that there is no such name, or no address of it. */
const ABSENT: readonly string[] = ['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA'];

/** Asks the system for all addresses of a name. */
export const resolveFromSystem: Resolve = async (name) => {
  try {
    const found = await lookup(name, { all: true, verbatim: true });
    // A link-local address comes with its zone index, which no profile can name.
    const addresses = found.map(({ address }) => parseAddress(address)).filter((address) => address !== null);
    return addresses.length > 0 ? { addresses } : { failed: 'no-address' };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return { failed: ABSENT.includes(code) ? 'no-such-name' : 'resolver' };
  }
};
