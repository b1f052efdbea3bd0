/** Are the addresses that a profile declares for its proxies addresses? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { readAddress } from '../net/address.ts';
import { isRefused } from '../net/refused.ts';
import { refusal } from './refusal.ts';

/** An error for every entry of `addresses` that is none. */
export function addressFindings({ proxies = {} }: Profile): Finding[] {
  return Object.entries(proxies).flatMap(([name, { addresses = [] }]) =>
    addresses.flatMap((text, index) => {
      const address = readAddress(text);
      return isRefused(address) ? [refusal(address, pointerTo('/proxies', name, 'addresses', index), text)] : [];
    }),
  );
}
