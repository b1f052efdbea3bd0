/** What is an IP address, and a range of them? Pure; strict by choice: one spelling, everything else refused. */

/** An address as a number. IPv4-mapped IPv6 addresses stay IPv6. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** An inclusive range of addresses of one family. */
export interface IpRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}
