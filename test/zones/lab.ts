/** What is done on the campus? The process that owns its networks, servers and browsers, and obeys the test. */
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf } from '../programs.ts';
import type { Browser } from '../support/browser.ts';
import { makeCertificates } from '../support/certificates.ts';
import { CHROMIUM, openChromium } from '../support/chromium.ts';
import { obey } from '../support/commands.ts';
import { startMicrosocks } from '../support/microsocks.ts';
import { type Origin, startOrigin } from '../support/origin.ts';
import { startSquid } from '../support/squid.ts';
import { startWrangler, type Wrangler } from '../support/wrangler.ts';
import { NAMES, SERVERS, SERVICE_URL, WAYS, type ZoneName } from './campus.ts';
import { buildNetwork, type Inside, type Network } from './network.ts';

/** What came of one visit: the way of its requests, `nowhere` when the web server saw none, and what the browser said. */
export interface Visit {
  readonly way: string;
  readonly error: string | null;
}

const ADMIN_TOKEN = 'two-zones-admin-token-0123456789abcd';

let folder: string;
let network: Network;
let origins: readonly Origin[];
let service: Wrangler;
const browsers = new Map<ZoneName, Browser>();

const commands = {
  async start(given: string): Promise<void> {
    folder = given;
    network = await buildNetwork();
    const { key, cert } = makeCertificates(folder, Object.values(NAMES).flat());
    const { squid, socks, web, wiki } = SERVERS;
    const tls = { port: 8443, outgoing: squid.address, key, cert };
    const [first, second, started] = await Promise.all([
      startOrigin({ address: web, httpPorts: [80], httpsPorts: [], key, cert }),
      startOrigin({ address: wiki, httpPorts: [80], httpsPorts: [], key, cert }),
      startWrangler({
        ...SERVERS.service,
        folder: join(folder, 'service'),
        variables: { ADMIN_TOKEN, PUBLIC_URL: SERVICE_URL },
      }),
      startSquid({ ...squid, outgoing: squid.address, tls, folder: join(folder, 'squid') }),
      startMicrosocks({ ...socks, outgoing: socks.address }),
    ]);
    origins = [first, second];
    service = started;
  },

  /** Calls the service's API as its administrator. */
  async call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${service.origin}${path}`, {
      method,
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  },

  /** Puts rules into the gateway, in place of the ones before. */
  async loadFirewall(nft: string): Promise<void> {
    const file = join(folder, 'gateway.nft');
    writeFileSync(file, `flush ruleset\n${nft}`);
    runInside(network.gateway, ['nft', '-f', file]);
  },

  /** The rules of the gateway as they are, with what they have counted. */
  readFirewall: (): string => runInside(network.gateway, ['nft', 'list', 'ruleset']),

  /** The text that a client of the zone gets from the service. */
  fetchPac: (zone: ZoneName, url: string): string =>
    runInside(network.clients[zone], ['curl', '-fsS', '--max-time', '10', url]),

  /** Opens a new browser in the zone with this PAC, in place of the one before. */
  async open(zone: ZoneName, pacUrl: string): Promise<void> {
    await browsers.get(zone)?.close();
    const program = join(folder, `chromium-${zone}`);
    writeFileSync(program, `#!/bin/sh\nexec ${network.clients[zone].join(' ')} ${pathOf(CHROMIUM)} "$@"\n`);
    chmodSync(program, 0o755);
    browsers.set(zone, await openChromium([`--proxy-pac-url=${pacUrl}`], program));
  },

  /** Loads a page in the browser of the zone. */
  async visit(zone: ZoneName, url: string): Promise<Visit> {
    const before = origins.map((origin) => origin.arrivals().length);
    const error = (await browsers.get(zone)?.load(url)) ?? null;
    const { host, pathname } = new URL(url);
    const arrivals = origins.flatMap((origin, at) => origin.arrivals().slice(before[at]));
    const ways = new Set(
      arrivals.filter((one) => one.host === host && one.path === pathname).map(({ from }) => WAYS[from] ?? from),
    );
    return { way: [...ways].join('+') || 'nowhere', error };
  },

  /** Ends browsers and the service properly: killed, it would leave its temporary files in the checkout. */
  async stop(): Promise<void> {
    await Promise.all([...browsers.values()].map((browser) => browser.close()));
    await service.stop();
  },
};

function runInside(where: Inside, argv: readonly string[]): string {
  const [command = '', ...rest] = [...where, ...argv];
  return execFileSync(command, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The commands as the test calls them. */
export type Lab = typeof commands;

obey(commands);
