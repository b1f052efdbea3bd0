/** All the listeners of the table, started together. */
import { readFileSync } from 'node:fs';
import { makeCertificates } from '../support/certificates.ts';
import { type Listening, scratch } from './processes.ts';
import { startDante, startMicrosocks, startSquid, startTinyproxy } from './proxies.ts';
import { bannerServer, listen, resettingServer, silentServer, tarpit, tlsServer, webServer } from './servers.ts';

/** Everything that is started, by name, and how to end it. */
export interface Listeners {
  readonly ports: ReadonlyMap<string, number>;
  /** The PEM text of the authority that signed for proxy.test and localhost, and its file. */
  readonly authority: string;
  readonly authorityFile: string;
  stop(): Promise<void>;
}

/** Starts them all; ends what it has started when one of them fails. */
export async function startAll(): Promise<Listeners> {
  const folder = scratch('listeners');
  const certificate = makeCertificates(folder.path, ['proxy.test', 'localhost']);
  const authority = readFileSync(certificate.authority.file, 'utf8');
  const running: Listening[] = [];
  const ports = new Map<string, number>();
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((one) => one.stop()));
    folder.remove();
  };
  const add = async (starting: Promise<Listening>, ...names: readonly string[]): Promise<void> => {
    const one = await starting;
    running.push(one);
    names.forEach((name, index) => {
      ports.set(name, one.ports[index] ?? 0);
    });
  };
  const starts = [
    add(startSquid(folder, certificate), 'squid open', 'squid default', 'squid basic', 'squid denied', 'squid tls'),
    add(startDante(folder, 'none', 'pass'), 'dante none'),
    add(startDante(folder, 'username', 'pass'), 'dante username'),
    add(startDante(folder, 'none', 'block'), 'dante blocked'),
    add(startMicrosocks(folder), 'microsocks'),
    add(startMicrosocks(folder, '-u', 'user', '-P', 'pass'), 'microsocks password'),
    add(startTinyproxy(folder, 'open', 'Allow 127.0.0.1'), 'tinyproxy open'),
    add(startTinyproxy(folder, 'basic', 'BasicAuth user pass'), 'tinyproxy basic'),
    add(startTinyproxy(folder, 'denied', 'Allow 10.99.99.99'), 'tinyproxy denied'),
    add(listen(webServer()), 'web server'),
    add(listen(tlsServer(certificate)), 'tls server'),
    add(listen(bannerServer('SSH-2.0-OpenSSH_9.2p1\r\n')), 'ssh'),
    add(listen(bannerServer('220 mail.test ESMTP\r\n')), 'smtp'),
    add(listen(silentServer()), 'silent'),
    add(listen(resettingServer()), 'reset'),
    add(listen(tarpit(60)), 'tarpit'),
  ];
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected');
  if (failed === undefined) return { ports, authority, authorityFile: certificate.authority.file, stop };
  await stop();
  throw failed.reason;
}
