/** How many requests a second does a server answer? By wrk, which has to be installed (Debian: wrk). */
import { spawn } from 'node:child_process';

/** What was seen. */
export interface Load {
  readonly perSecond: number;
  /** Answers that were not 2xx or 3xx, and broken connections. */
  readonly errors: number;
}

/** Loads a URL for some seconds. */
export async function load(
  url: string,
  { seconds, connections }: { readonly seconds: number; readonly connections: number },
): Promise<Load> {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, url];
  const said = await new Promise<string>((resolve, reject) => {
    const child = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += String(chunk);
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]);
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(said)?.[1] ?? 0);
  const broken = (/Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(said) ?? []).slice(1);
  return { perSecond, errors: broken.reduce((sum, count) => sum + Number(count), refused) };
}
