/** How does a test talk to a process that answers one line per line? Started when first asked, gone with the test. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** A process that reads a JSON value per line and answers each with one. It ends when its input does. */
export class LineProcess {
  readonly #command: readonly [string, ...string[]];
  readonly #waiting: { resolve(line: string): void; reject(error: Error): void }[] = [];
  #child: Child | null = null;

  constructor(command: readonly [string, ...string[]]) {
    this.#command = command;
  }

  /** Sends a value and gives the answer to it. Answers come in the order of the questions. */
  async ask(value: unknown): Promise<unknown> {
    const child = this.#started();
    const line = await new Promise<string>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify(value)}\n`);
    });
    return JSON.parse(line);
  }

  #started(): Child {
    if (this.#child !== null) return this.#child;
    const [program, ...options] = this.#command;
    const child = spawn(program, options, { stdio: ['pipe', 'pipe', 'ignore'] });
    createInterface({ input: child.stdout }).on('line', (line) => this.#waiting.shift()?.resolve(line));
    child.on('error', (error) => this.#failed(error));
    child.on('exit', (code, signal) => this.#failed(new Error(`${program} ended with ${signal ?? code}`)));
    child.stdin.on('error', () => {});
    // The process must not keep the test alive; when the test's end closes its input, it ends by itself.
    child.unref();
    for (const pipe of [child.stdin, child.stdout]) (pipe as unknown as { unref(): void }).unref();
    this.#child = child;
    return child;
  }

  #failed(error: Error): void {
    this.#child = null;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
