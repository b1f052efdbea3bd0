/** How does a test start a real server on loopback that asks no resolver, and end it again? */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, untilListening } from '../support/running.ts';

/** Something that listens on 127.0.0.1 until it is stopped. */
export interface Listening {
  readonly ports: readonly number[];
  stop(): Promise<void>;
}

/** A folder that is removed at the end. */
export interface Folder {
  readonly path: string;
  /** Writes a file and gives its path. */
  file(name: string, text: string): string;
  remove(): void;
}

/** Makes a folder of its own. */
export function scratch(name: string): Folder {
  const path = mkdtempSync(join(tmpdir(), `portolan-${name}-`));
  return {
    path,
    file: (file, text) => {
      writeFileSync(join(path, file), text, { mode: 0o644 });
      return join(path, file);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Starts a program and waits until its ports take connections; on failure its words are in the error. */
export async function start(folder: Folder, command: readonly string[], ports: readonly number[]): Promise<Listening> {
  const [program = '', ...args] = [...sealed(folder), ...command];
  const running = run(program, args);
  try {
    for (const port of ports) await untilListening(port, running);
  } catch (error) {
    await running.kill();
    throw error;
  }
  return { ports, stop: running.stop };
}

/**
 * The start of a command line after which a program sees no resolver but a closed port of loopback, so that its look-ups
 * fail at once and ask nobody. Where mount namespaces are not allowed the machine's own resolver is asked for
 * probe.invalid, a name that resolvers answer themselves (RFC 6761).
 */
function sealed(folder: Folder): readonly string[] {
  const script = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';
  const resolver = folder.file('resolv.conf', 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
  const start = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', resolver];
  return spawnSync('unshare', [...start.slice(1), 'true']).status === 0 ? start : [];
}
