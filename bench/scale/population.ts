/** Who fetches a PAC, and when? A model of a working day; every number in it is an assumption that is written here. */

/** Clients of one deployment. */
export interface Population {
  readonly title: string;
  readonly clients: number;
  /** Hours from UTC of the places where they work, with their share of all clients. */
  readonly zones: readonly { readonly offset: number; readonly share: number }[];
  /** Share of all clients behind the network that fails and comes back at `OUTAGE_AT`. */
  readonly site: number;
}

/**
 * Programs of one client that fetch for themselves: a browser of the Chromium family, and on every second client another one (Firefox, or
 * the system's own resolver). None of them shares a cache with the other, and Chromium and Firefox do not use the HTTP cache for a PAC.
 */
export const FETCHERS = 1.5;
/** Log-on: a normal distribution around this minute of the local day. */
export const LOG_ON = { at: 8 * 60 + 50, deviation: 25 } as const;
/** Hours of work after log-on, in which network changes happen. */
export const HOURS = 9;
/** Network changes of a client in these hours: Wi-Fi to cable, VPN up and down, sleep. Each makes every program fetch anew. */
export const CHANGES = 4;
/** Chromium fetches again 12 h after its last fetch (net/proxy_resolution/configured_proxy_resolution_service.cc). */
export const REFRESH_HOURS = 12;
/** Share of the machines that stay on over night, and so come to that refresh. */
export const ALWAYS_ON = 0.3;
/** Minute of the UTC day at which one site's network comes back. */
export const OUTAGE_AT = 11 * 60;
/** Seconds in which its clients notice: link, DHCP, then a fetch. */
export const OUTAGE_SPREAD = 10;

/** Three sizes: one organisation, a large one over several regions, a provider with customers everywhere. */
export const POPULATIONS: readonly Population[] = [
  { title: '10 thousand', clients: 10_000, zones: [{ offset: 1, share: 1 }], site: 1 },
  {
    title: '1 million',
    clients: 1_000_000,
    zones: [
      { offset: -8, share: 0.15 },
      { offset: -5, share: 0.25 },
      { offset: 1, share: 0.4 },
      { offset: 8, share: 0.2 },
    ],
    site: 0.05,
  },
  {
    title: '50 million',
    clients: 50_000_000,
    zones: [-8, -6, -5, -3, 0, 1, 2, 3, 5.5, 7, 8, 9, 10].map((offset) => ({ offset, share: 1 / 13 })),
    site: 0.002,
  },
];
