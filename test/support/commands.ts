/** How does a test have things done in a process of its own? Commands go by Node's IPC, one answer for each. */
import type { ChildProcess } from 'node:child_process';

/** What a process can be asked to do. */
export type Commands = Readonly<Record<string, (...args: never[]) => unknown>>;

/** A command as it comes, and its answer as it goes. */
interface Order {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}
type Reply = { readonly id: number } & ({ readonly result: unknown } | { readonly error: string });

/** Has a command done; rejects with what went wrong there. */
export type Ask<Of extends Commands> = <K extends keyof Of & string>(
  name: K,
  ...args: Parameters<Of[K]>
) => Promise<Awaited<ReturnType<Of[K]>>>;

/** Asks a process that obeys. */
export function createAsk<Of extends Commands>(child: ChildProcess): Ask<Of> {
  const waiting = new Map<number, (reply: Reply) => void>();
  child.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply));
  child.once('exit', (code) => {
    for (const [id, settle] of waiting) settle({ id, error: `the lab ended with status ${code}` });
  });
  let last = 0;
  const ask = async (name: string, ...args: readonly unknown[]): Promise<unknown> => {
    last += 1;
    const order: Order = { id: last, name, args };
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(order.id, resolve);
      child.send(order);
    });
    waiting.delete(order.id);
    if ('error' in reply) throw new Error(reply.error);
    return reply.result;
  };
  // Only plain data goes through, so what comes is what the command gave.
  return ask as Ask<Of>;
}

/** Makes this process do as it is told, until whoever tells it is gone: being process 1 of its namespace, with it everything ends. */
export function obey(commands: Commands): void {
  process.on('message', async ({ id, name, args }: Order) => {
    const reply = (answer: object) => process.send?.({ id, ...answer } as Reply);
    try {
      reply({ result: (await commands[name]?.(...(args as never[]))) ?? null });
    } catch (error) {
      reply({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}
