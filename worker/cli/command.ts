/** What is a command of the command line: its words, its help, its work? */
import type { parseArgs } from 'node:util';
import type { ProbeWorld } from '../probe/probe.ts';

/** Exit codes, for scripts. */
export const EXIT = {
  /** Done, and nothing is wrong. */
  ok: 0,
  /** Done, and the answer is no: errors found, tests failed, documents differ. */
  no: 1,
  /** The call itself was wrong: unknown option, missing file. */
  usage: 2,
  /** The server could not be reached or refused. */
  server: 3,
} as const;
/** How a command ends. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The world as a command may touch it; tests give their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, text: string): Promise<void>;
  env(name: string): string | undefined;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Opens sockets and looks names up, for probes. */
  readonly network: Pick<ProbeWorld, 'dial' | 'resolve'>;
  /** Unix milliseconds. */
  now(): number;
}

/** Option values as `node:util` parses them. */
export type Options = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** One command: data for the help, and one function. */
export interface Command {
  readonly name: string;
  /** The words after the name, such as `FILE URL…`. */
  readonly words: string;
  readonly summary: string;
  /** What a person should know, with examples. */
  readonly help: string;
  readonly options: NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;
  run(args: readonly string[], options: Options, terminal: Terminal): Promise<ExitCode>;
}

/** A call that cannot be carried out as written; ends with exit code 2 and this message. */
export class UsageError extends Error {}

/** The value of a text option, or undefined. */
export const text = (options: Options, name: string): string | undefined => {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
};
