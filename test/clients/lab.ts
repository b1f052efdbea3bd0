/** What is done inside the namespace? The process that owns everything there and obeys the test, one command at a time. */
import type { Browser } from '../support/browser.ts';
import { makeCertificates } from '../support/certificates.ts';
import { obey } from '../support/commands.ts';
import { curl, proxyArguments } from '../support/curl.ts';
import { BROWSERS, type BrowserName } from './browsers.ts';
import { NAMES, wayOf } from './cases.ts';
import { startWorld, type World } from './world.ts';

/** What the outside made before the namespace was entered. */
export interface Folders {
  readonly folder: string;
  readonly chromiumConfiguration: string;
  readonly firefoxDistribution: string;
}

/** What came of one visit. */
export interface Visit {
  /** The ways of all requests for this URL that the origin saw, joined by `+`; `nowhere` when it saw none. */
  readonly way: string;
  /** Null, or what the client said. */
  readonly error: string | null;
  /** The page that the client got, which is the source address that the origin saw. */
  readonly text: string | null;
}

/** The lines of each proxy's log, from the start on. */
export interface Logs {
  readonly squid: readonly string[];
  readonly socks: readonly string[];
  readonly socks4: readonly string[];
}

const ADMIN_TOKEN = 'real-clients-admin-token-0123456789';

let folders: Folders;
let authority: ReturnType<typeof makeCertificates>['authority'];
let world: World;
let browser: Browser | null = null;

const commands = {
  /** Starts the world. */
  async start(given: Folders): Promise<void> {
    folders = given;
    const certificates = makeCertificates(given.folder, Object.values(NAMES).flat());
    authority = certificates.authority;
    world = await startWorld(given.folder, certificates, ADMIN_TOKEN);
  },

  setSquid: (isUp: boolean): Promise<void> => world.setSquid(isUp),

  /** Calls the service's API as its administrator. */
  async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${world.service.origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  },

  /** Opens a new browser with this PAC, in place of the one before. */
  async open(name: BrowserName, pacUrl: string): Promise<void> {
    await commands.close();
    browser = await BROWSERS[name].open({ ...folders, pacUrl, authority });
  },

  /** Loads a page in the open browser. */
  visit: (url: string): Promise<Visit> =>
    observe(url, async () => {
      if (browser === null) throw new Error('no browser is open');
      const error = await browser.load(url);
      return { error, text: error === null ? await browser.text() : null };
    }),

  async close(): Promise<void> {
    await browser?.close();
    browser = null;
  },

  /** Loads a page with curl by one entry of a PAC's answer. */
  curl: (url: string, entry: string): Promise<Visit> =>
    observe(url, async () => {
      const trust = ['--cacert', authority.file, '--proxy-cacert', authority.file];
      const { status, body } = await curl(url, [...proxyArguments(entry), ...trust]);
      const text = />([0-9.]+)<\/p>/.exec(body)?.[1] ?? null;
      return status === 0 ? { error: null, text } : { error: `exit status ${status}`, text: null };
    }),

  /** What the proxies have logged so far. */
  logs: (): Logs => ({ squid: world.squidLog(), socks: world.socks.log(), socks4: world.socks4.log() }),

  /** Ends the service properly: killed, it would leave its temporary files in the checkout. */
  stop: (): Promise<void> => world.service.stop(),
};

/** The commands as the test calls them. */
export type Lab = typeof commands;

/** What a visit brought, and which way the origin saw its requests come. What the browser does on its own account is not counted. */
async function observe(url: string, visit: () => Promise<Omit<Visit, 'way'>>): Promise<Visit> {
  const before = world.origin.arrivals().length;
  const seen = await visit();
  const { host, pathname, search } = new URL(url);
  const arrivals = world.origin.arrivals().slice(before);
  const ours = arrivals.filter((arrival) => arrival.host === host && arrival.path === pathname + search);
  const ways = new Set(ours.map(({ from }) => wayOf(from)));
  return { ...seen, way: [...ways].join('+') || 'nowhere' };
}

obey(commands);
