/** How is an outside program started, watched and ended, with everything that it started itself? */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that runs. */
export interface Running {
  /** All that it has said so far, on both outputs. */
  readonly output: () => string;
  /** Null while it runs, then its exit status; -1 where it has none (a signal ended it, or it could not be started). */
  readonly status: () => number | null;
  /** Asks it to end, insists after 3 s, and returns when it and its whole process group are gone. */
  readonly stop: () => Promise<void>;
  /** Ends the whole process group at once, as a power cut would. */
  readonly kill: () => Promise<void>;
}

const PATIENCE_MS = 3_000;

/** Starts a program as the leader of its own process group, its outputs kept in memory. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Running {
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const keep = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(`${error.message}\n`)));
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    const note = () => {
      hasEnded = true;
      resolve();
    };
    child.once('exit', note);
    child.once('error', note);
  });
  const kill = async () => {
    signalGroup(child, 'SIGKILL');
    await ended;
  };
  const stop = async () => {
    // Only the program itself: what it started is its own to end, and then ours.
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(PATIENCE_MS, undefined, { ref: false })]);
    await kill();
  };
  return {
    output: () => said,
    status: () => (hasEnded ? (child.exitCode ?? -1) : null),
    stop,
    kill,
  };
}

/** Signals every process of the group that the child leads; none being left is what was wanted. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What a wait is told. */
export interface Wait {
  /** Names the thing in the error. */
  readonly for: string;
  readonly limitMs: number;
  /** The program that is to bring it about: its end ends the wait, and its words are in the error. */
  readonly from?: Running;
}

/** Asks again every 25 ms until the answer is neither null nor false; throws when time is up or the program has ended. */
export async function until<T>(wait: Wait, ask: () => Promise<T | null | false> | T | null | false): Promise<T> {
  const end = Date.now() + wait.limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    const status = wait.from?.status() ?? null;
    if (status !== null || Date.now() > end) throw new Error(`${lament(wait, status)}\n${wait.from?.output() ?? ''}`);
    await sleep(25);
  }
}

function lament(wait: Wait, status: number | null): string {
  if (status !== null) return `no ${wait.for}: the program ended with status ${status}`;
  return `no ${wait.for} within ${wait.limitMs} ms`;
}

/** Waits until somebody listens on this port, of 127.0.0.1 unless another address is given. */
export function untilListening(
  port: number,
  from: Running,
  { address = '127.0.0.1', limitMs = 10_000 }: { readonly address?: string; readonly limitMs?: number } = {},
): Promise<true> {
  return until({ for: `listener on port ${port}`, limitMs, from }, () => listens(port, address));
}

function listens(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.destroy());
  });
}
