#!/usr/bin/env node
/** What can be done from a shell? Finds the command, reads its options, turns its answer into an exit code. */
import { readFile, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { dialFromNode } from '../probe/dial-node.ts';
import { resolveFromSystem } from '../probe/resolve-node.ts';
import { type Command, EXIT, type ExitCode, type Terminal, UsageError } from './command.ts';
import { COMMANDS } from './commands/table.ts';

const COMMON = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

const OVERVIEW = `portolan: check, render, explain, probe and publish proxy profiles.

  portolan COMMAND [OPTIONS] [WORDS]

${COMMANDS.map((c) => `  ${`${c.name} ${c.words}`.padEnd(32)} ${c.summary}`).join('\n')}

Every command knows --help, which shows examples, and --json, for scripts. A FILE is JSON or YAML; "-" is
standard input. Exit codes: 0 done; 1 the answer is no (errors, a failing test, a difference);
2 the call was wrong; 3 the server could not be reached or refused.
`;

const helpOf = (command: Command): string =>
  `portolan ${command.name} ${command.words}\n\n${command.summary}.\n\n${command.help.replace(/^\n+/, '').trimEnd()}\n`;

/** Runs one call. `argv` is what follows the program's name. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const topic = COMMANDS.find((c) => c.name === rest[0]);
    terminal.out(topic ? helpOf(topic) : OVERVIEW);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = COMMANDS.find((c) => c.name === name);
  if (command === undefined) {
    terminal.err(`portolan: there is no command ${JSON.stringify(name)}; "portolan --help" lists them\n`);
    return EXIT.usage;
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...COMMON, ...command.options },
      allowPositionals: true,
    });
    if (values.help === true) {
      terminal.out(helpOf(command));
      return EXIT.ok;
    }
    return await command.run(positionals, values, terminal);
  } catch (error) {
    if (!(error instanceof UsageError) && !isParseArgsError(error)) throw error;
    terminal.err(`portolan ${name}: ${error.message}\nTry "portolan ${name} --help".\n`);
    return EXIT.usage;
  }
}

const isParseArgsError = (error: unknown): error is Error =>
  error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');

/** The real terminal: this process's files, streams, environment and clock. */
const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readFile: async (path) => (path === '-' ? buffer(process.stdin) : readFile(path)),
  writeFile: (path, text) => writeFile(path, text),
  env: (name) => process.env[name],
  fetch: (url, init) => fetch(url, init),
  network: { dial: dialFromNode(), resolve: resolveFromSystem },
  now: () => Date.now(),
};

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), processTerminal);
