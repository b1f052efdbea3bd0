/** How does a test get a machine of its own: loopback only, its own files in /etc, and nothing left running afterwards? */
import { type ChildProcess, spawn } from 'node:child_process';
import { pathOf, program } from '../programs.ts';

const APART = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** unshare, found and allowed (it wants root), or not. */
export const UNSHARE = program({
  name: 'unshare with the right to make namespaces (as root)',
  candidates: ['unshare'],
  package: 'util-linux',
  check: [...APART, 'true'],
});
export const IP = program({ name: 'ip', candidates: ['ip', '/usr/sbin/ip', '/sbin/ip'], package: 'iproute2' });

/** A file or folder that is seen in another one's place, inside only. */
export interface Mount {
  readonly source: string;
  /** Must exist already. */
  readonly target: string;
}

// Loopback comes up, the mounts are made, then the program takes the shell's place as process 1 of its namespace.
const SET_UP = `
"$IP" link set lo up
while [ "$1" != -- ]; do mount --bind "$1" "$2"; shift 2; done
shift
exec "$@"`;

/**
 * Runs a Node script, connected by IPC, in namespaces of its own for network (loopback only), mounts and processes.
 * It is process 1 there: once it ends, or unshare is killed, the kernel ends everything that it started.
 */
export function spawnApart(script: string, mounts: readonly Mount[], env: NodeJS.ProcessEnv): ChildProcess {
  const binds = mounts.flatMap(({ source, target }) => [source, target]);
  const args = [...APART, 'sh', '-euc', SET_UP, 'sh', ...binds, '--', process.execPath, script];
  return spawn(pathOf(UNSHARE), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env, IP: pathOf(IP) },
  });
}
