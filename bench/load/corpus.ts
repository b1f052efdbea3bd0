/** What does the loaded service hold? 200 profiles; some use lists of 10,000 names, some follow a policy. The same every time. */
import { names } from '../lists/generate.ts';

export const PROFILES = 200;
export const LIST_NAMES = 10_000;
/** Lists, and how many profiles use each. */
export const LISTS = 4;
export const LIST_FOLLOWERS = 5;
/** Profiles that follow the one policy. */
export const POLICY_FOLLOWERS = 20;

/** A document that can be written over and over, each time another one. */
export interface Written {
  readonly kind: 'profile' | 'list' | 'policy';
  /** Its place under `/v1/`. */
  readonly place: string;
  /** The body of the n-th write. */
  body(n: number): string;
}

/** A profile; the first ones use lists, the next follow the policy. */
function profile(at: number): Written {
  const list = at < LISTS * LIST_FOLLOWERS ? at % LISTS : null;
  const followers = at - LISTS * LIST_FOLLOWERS;
  const firewall = followers >= 0 && followers < POLICY_FOLLOWERS ? { firewall: 'campus' } : {};
  const domain = Array.from({ length: 20 }, (_, k) => `intern${k}.site${at}.example`);
  return {
    kind: 'profile',
    place: `profiles/p${at}`,
    body: (n) =>
      JSON.stringify({
        title: `Site ${at}`,
        proxies: {
          squid: { scheme: 'http', host: '10.4.0.8', port: 3000 + (n % 1_000) },
          socks: { scheme: 'socks5', host: '10.4.0.9', port: 1080 },
        },
        routes: { office: ['squid', 'socks'] },
        rules: [
          { when: { plain: true }, use: 'direct' },
          { when: { domain }, use: 'direct' },
          ...(list === null ? [] : [{ when: { list: `l${list}` }, use: 'block' }]),
        ],
        default: 'office',
        ...firewall,
      }),
  };
}

/** A list; each write has one name that the others do not have. */
function list(at: number): Written {
  const text = [...names(LIST_NAMES - 1, at + 1)].join('\n');
  return {
    kind: 'list',
    place: `lists/l${at}`,
    body: (n) => JSON.stringify({ format: 'domains', text: `${text}\nwrite${n}.example\n` }),
  };
}

/** A policy of three zones; each write opens another port. */
const POLICY: Written = {
  kind: 'policy',
  place: 'firewalls/campus',
  body: (n) =>
    JSON.stringify({
      zones: {
        staff: { networks: ['10.20.0.0/16'] },
        guests: { networks: ['10.99.0.0/16'] },
        lab: { networks: ['10.30.0.0/16'] },
      },
      rules: [
        { id: 'squid', action: 'allow', from: ['staff', 'lab'], to: '10.4.0.8', ports: '3000-3999' },
        { id: 'socks', action: 'allow', from: 'staff', to: '10.4.0.9', ports: 1080 },
        {
          id: 'other',
          action: 'allow',
          from: n % 2 === 0 ? 'lab' : 'guests',
          to: '10.4.0.9',
          ports: [1080, 2000 + (n % 1_000)],
        },
      ],
    }),
};

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Everything, in an order in which it can be written. */
export const CORPUS: readonly Written[] = [...upTo(LISTS).map(list), POLICY, ...upTo(PROFILES).map(profile)];
