/** What stands in the namespace? The origin, both proxies and the service itself, all real, all on loopback. */
import { join } from 'node:path';
import type { Certificates } from '../support/certificates.ts';
import { type Microsocks, startMicrosocks } from '../support/microsocks.ts';
import { type Origin, startOrigin } from '../support/origin.ts';
import { type Squid, startSquid } from '../support/squid.ts';
import { startWrangler, type Wrangler } from '../support/wrangler.ts';
import { PORTS } from './cases.ts';

export interface World {
  readonly origin: Origin;
  readonly socks: Microsocks;
  readonly worker: Wrangler;
  /** Starts Squid, or ends it as a crash would, whatever it was before. */
  readonly setSquid: (isUp: boolean) => Promise<void>;
  /** The lines of Squid's access log, over all its starts. */
  readonly squidLog: () => string[];
}

/** Starts everything. Nothing is stopped in the end: the namespace is. */
export async function startWorld(folder: string, certificates: Certificates, adminToken: string): Promise<World> {
  const { key, cert } = certificates;
  const squidSettings = {
    port: PORTS.squid,
    outgoing: '127.0.0.2',
    tls: { port: PORTS.squidTls, outgoing: '127.0.0.4', key, cert },
    folder: join(folder, 'squid'),
  };
  const workerSettings = {
    port: PORTS.worker,
    folder: join(folder, 'worker'),
    variables: { ADMIN_TOKEN: adminToken },
  };
  const [origin, socks, worker, first] = await Promise.all([
    startOrigin({ httpPorts: [PORTS.http, PORTS.otherHttp], httpsPorts: [PORTS.https], key, cert }),
    startMicrosocks({ port: PORTS.socks, outgoing: '127.0.0.3' }),
    startWrangler(workerSettings),
    startSquid(squidSettings),
  ]);
  let squid: Squid | null = first;
  const setSquid = async (isUp: boolean) => {
    if (isUp) squid ??= await startSquid(squidSettings);
    if (isUp || squid === null) return;
    await squid.kill();
    squid = null;
  };
  return { origin, socks, worker, setSquid, squidLog: first.log };
}
