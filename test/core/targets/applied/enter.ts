/** How does a test get a machine that it may configure? A process inside a namespace that takes commands. */
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IP, spawnApart, UNSHARE } from '../../../support/namespace.ts';
import type { Lab } from './lab.ts';

/** What every machine needs. */
export const MACHINE_PROGRAMS = [UNSHARE, IP];

/** The commands of the lab, done inside; each rejects with what went wrong there. */
export type Machine = {
  readonly [Name in keyof Lab]: (...args: Parameters<Lab[Name]>) => Promise<Awaited<ReturnType<Lab[Name]>>>;
} & {
  /** Ends it with all its processes; nothing of it is left. */
  readonly leave: () => Promise<void>;
};

/** A new machine. */
export async function enterMachine(): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-machine-'));
  const child = spawnApart(join(import.meta.dirname, 'lab.ts'), [], {});
  const waiting = new Map<number, (reply: { id: number; result?: unknown; error?: string }) => void>();
  child.on('message', (reply: { id: number }) => waiting.get(reply.id)?.(reply));
  const ended = new Promise<void>((resolve) =>
    child.once('exit', (code) => {
      for (const [id, settle] of waiting) settle({ id, error: `the machine ended with status ${code}` });
      resolve();
    }),
  );
  let last = 0;
  const ask = async (name: string, args: readonly unknown[]): Promise<unknown> => {
    const id = ++last;
    const reply = await new Promise<{ result?: unknown; error?: string }>((resolve) => {
      waiting.set(id, resolve);
      child.send({ id, name, args });
    });
    waiting.delete(id);
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.result;
  };
  const command =
    (name: keyof Lab) =>
    (...args: unknown[]) =>
      ask(name, args) as Promise<never>;
  const machine: Machine = {
    start: command('start'),
    useSquid: command('useSquid'),
    run: command('run'),
    write: command('write'),
    asked: command('asked'),
    tree: command('tree'),
    leave: async () => {
      if (child.connected) child.disconnect();
      await ended;
      rmdirSync(folder);
    },
  };
  await machine.start(folder);
  return machine;
}
