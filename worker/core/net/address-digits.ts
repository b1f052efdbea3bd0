/** How is an address written so that texts compare like numbers? Pure. */
import type { IpAddress } from './address.ts';

/** Hexadecimal, lower case, of fixed length: 8 digits for IPv4, 32 for IPv6. */
export function addressDigits({ family, value }: IpAddress): string {
  return value.toString(16).padStart(family === 4 ? 8 : 32, '0');
}
