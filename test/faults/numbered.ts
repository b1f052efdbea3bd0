/** How does a document carry the number of the write that it is from, so that what is stored and what clients get both tell it? */
import { about, load } from '../core/pac/run.ts';

/** Numbers have so many binary digits. The one above them is always set, so that nothing is ever empty. */
const DIGITS = 12;
const PLACES = Array.from({ length: DIGITS + 1 }, (_, place) => place);

/** Writes that numbers suffice for. */
export const MOST_WRITES = 2 ** DIGITS - 1;

/** A document that is written over and over, and the profile in whose PAC it shows. */
export interface Numbered {
  readonly kind: 'profile' | 'firewall' | 'list';
  readonly id: string;
  /** The document of the n-th write. */
  document(n: number): Readonly<Record<string, unknown>> & { readonly title: string };
  /** The profile whose text tells which write clients see, what to put behind its URL, and how to read the text. */
  readonly shown: { readonly profile: string; readonly query: string; readonly read: (text: string) => number };
}

const titled = (n: number) => ({ title: `write ${n}` });

/** The number of a stored document. */
export const numberOf = ({ title }: { readonly title?: string }): number =>
  Number(/^write (\d+)$/.exec(title ?? '')?.[1]);

const placesOf = (n: number): readonly number[] => PLACES.filter((place) => place === DIGITS || (n >> place) & 1);
const numberAt = (isSet: (place: number) => boolean): number =>
  PLACES.reduce((n, place) => n + (place < DIGITS && isSet(place) ? 2 ** place : 0), 0);

/** A profile: the host of its proxy has the number. */
export function numberedProfile(id: string): Numbered {
  return {
    kind: 'profile',
    id,
    document: (n) => ({
      ...titled(n),
      proxies: { p: { scheme: 'http', host: `n${n}.example`, port: 3128 } },
      default: 'p',
    }),
    shown: { profile: id, query: '', read: (text) => Number(/PROXY n(\d+)\.example:3128/.exec(resultOf(text))?.[1]) },
  };
}

/** A list: it has a name for every digit that is set. The profile sends what is in the list past the proxy. */
export function numberedList(id: string, follower: string): Numbered {
  return {
    kind: 'list',
    id,
    document: (n) => ({
      ...titled(n),
      format: 'domains',
      text: placesOf(n)
        .map((place) => `d${place}.example\n`)
        .join(''),
    }),
    shown: {
      profile: follower,
      query: '',
      read: (text) => {
        const { ask } = load(text);
        return numberAt((place) => ask(about(`d${place}.example`)) === 'DIRECT');
      },
    },
  };
}

/** The profile of a numbered list. */
export const listFollower = (list: string): object => ({
  proxies: { p: { scheme: 'http', host: 'p.example', port: 3128 } },
  rules: [{ when: { list }, use: 'direct' }],
  default: 'p',
});

/** A policy: it lets clients through to a proxy for every digit that is set, so that only those stand in the PAC. */
export function numberedPolicy(id: string, follower: string): Numbered {
  const rule = (place: number) => ({ action: 'allow', from: 'staff', to: addressOf(place), ports: 3128 });
  return {
    kind: 'firewall',
    id,
    document: (n) => ({ ...titled(n), zones: { staff: { networks: ['10.0.0.0/8'] } }, rules: placesOf(n).map(rule) }),
    shown: {
      profile: follower,
      query: '?zone=staff',
      read: (text) => {
        const proxies = resultOf(text).split('; ');
        return numberAt((place) => proxies.includes(`PROXY ${addressOf(place)}:3128`));
      },
    },
  };
}

/** The profile of a numbered policy. */
export const policyFollower = (firewall: string): object => ({
  proxies: Object.fromEntries(
    PLACES.map((place) => [`p${place}`, { scheme: 'http', host: addressOf(place), port: 3128 }]),
  ),
  routes: { all: PLACES.map((place) => `p${place}`) },
  default: 'all',
  firewall,
});

const addressOf = (place: number): string => `10.4.0.${place + 1}`;
const resultOf = (text: string): string => String(load(text).ask(about('www.example')));
