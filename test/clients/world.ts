/** What stands in the namespace? The origin, both proxies and the service itself, all real, all on loopback. */
import { join } from 'node:path';
import type { Certificates } from '../support/certificates.ts';
import { type Dante, startDante } from '../support/dante.ts';
import { type Microsocks, startMicrosocks } from '../support/microsocks.ts';
import { type Origin, startOrigin } from '../support/origin.ts';
import { type Squid, startSquid } from '../support/squid.ts';
import { startWrangler, type Wrangler } from '../support/wrangler.ts';
import { PORTS, SERVICE, sourceOf } from './cases.ts';

export interface World {
  readonly origin: Origin;
  readonly socks: Microsocks;
  readonly socks4: Dante;
  readonly service: Wrangler;
  /** Starts Squid, or ends it as a crash would, whatever it was before. */
  readonly setSquid: (isUp: boolean) => Promise<void>;
  /** The lines of Squid's access log, over all its starts. */
  readonly squidLog: () => string[];
}

/** Starts everything. What is not stopped in the end goes with the namespace. */
export async function startWorld(folder: string, { key, cert }: Certificates, adminToken: string): Promise<World> {
  const squidSettings = {
    port: PORTS.squid,
    outgoing: sourceOf('squid'),
    tls: { port: PORTS.squidTls, outgoing: sourceOf('squid over TLS'), key, cert },
    folder: join(folder, 'squid'),
  };
  const [origin, socks, socks4, service, first] = await Promise.all([
    startOrigin({ httpPorts: [PORTS.http, PORTS.otherHttp], httpsPorts: [PORTS.https], key, cert }),
    startMicrosocks({ port: PORTS.socks, outgoing: sourceOf('socks') }),
    startDante({ port: PORTS.socks4, outgoing: sourceOf('socks4'), folder: join(folder, 'dante') }),
    startWrangler({
      address: SERVICE.address,
      port: SERVICE.port,
      folder: join(folder, 'service'),
      variables: { ADMIN_TOKEN: adminToken, PUBLIC_URL: SERVICE.url },
    }),
    startSquid(squidSettings),
  ]);
  let squid: Squid | null = first;
  const setSquid = async (isUp: boolean) => {
    if (isUp) squid ??= await startSquid(squidSettings);
    if (isUp || squid === null) return;
    await squid.kill();
    squid = null;
  };
  return { origin, socks, socks4, service, setSquid, squidLog: first.log };
}
