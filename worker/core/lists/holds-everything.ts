/** Does a list hold every request, as one with `*` or an expression such as `.*` does? Pure. */
import { parseAddress } from '../net/address.ts';
import type { Facts, ListMeaning, WallClock } from '../rules/kind.ts';

/** Requests that have nothing in common: hosts, schemes, ports, clients, times. Names are of RFC 2606 or of one letter. */
const UNLIKE: readonly Facts[] = [
  request('http', 'q', { port: 80, client: 0x0a01_0203n, clock: clock(20_260_105, 0, 65) }),
  request('https', 'wv-3.zj.example', { port: 443, client: 0xc000_0207n, clock: clock(20_270_703, 5, 800) }),
  request('ftp', '203.0.113.9', { port: 21, client: 0xac10_0901n, clock: clock(20_280_210, 3, 1_300) }),
  request('wss', '2001:db8::5a', { port: 8_444, client: 0x7f00_0001n, clock: clock(20_290_916, 6, 400) }),
];

/** The entry by which a list holds whatever is asked, in the words of a rule; null when it does not. */
export function holdsEverything(meaning: ListMeaning): string | null {
  if (!UNLIKE.every((facts) => meaning.contains(facts))) return null;
  const [first] = UNLIKE;
  return (first === undefined ? null : meaning.entryFor?.(first)?.entry) ?? '';
}

interface Rest {
  readonly port: number;
  readonly client: bigint;
  readonly clock: WallClock;
}

function request(scheme: string, host: string, { port, client, clock: at }: Rest): Facts {
  const literal = parseAddress(host);
  return {
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}/`,
    scheme,
    host,
    port,
    literal,
    client: { family: 4, value: client },
    zone: null,
    clocks: { local: at, utc: at },
    resolved: null,
  };
}

function clock(date: number, weekday: number, minutes: number): WallClock {
  return { date, dayBefore: date - 1, weekday, minutes };
}
