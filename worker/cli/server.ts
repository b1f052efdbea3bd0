/** How does the command line talk to a running Portolan? */
import { Problem } from '../../schemas/finding.ts';
import { EXIT, type ExitCode, type Options, type Terminal, text, UsageError } from './command.ts';

/** The options of every command that talks to a server. */
export const SERVER_OPTIONS = { server: { type: 'string' }, token: { type: 'string' } } as const;

/** What the help of such commands says about them. */
export const SERVER_HELP = `The server and the token come from --server and --token, else from PORTOLAN_SERVER and PORTOLAN_TOKEN.
Prefer the variable for the token: options show in the list of processes.`;

/** The answer of a server that did what it was asked. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request; a refusal is printed (also as JSON for scripts) and gives its exit code. */
export async function call(
  { options, terminal }: { readonly options: Options; readonly terminal: Terminal },
  path: string,
  init: RequestInit & { readonly headers?: Record<string, string> },
): Promise<Answer | ExitCode> {
  const server = text(options, 'server') ?? terminal.env('PORTOLAN_SERVER');
  const token = text(options, 'token') ?? terminal.env('PORTOLAN_TOKEN');
  if (!server) throw new UsageError('which server? Give --server or set PORTOLAN_SERVER');
  if (!token) throw new UsageError('which token? Set PORTOLAN_TOKEN or give --token');
  if (!URL.canParse(server)) throw new UsageError(`--server: expected an address such as http://127.0.0.1:8787`);
  const headers = { ...init.headers, authorization: `Bearer ${token}` };
  try {
    const response = await terminal.fetch(new URL(path, server).href, { ...init, headers });
    const body = await response.text();
    if (response.ok) return { status: response.status, headers: response.headers, text: body };
    refuse(terminal, response.status, body, options.json === true);
    return response.status === 422 || response.status === 412 ? EXIT.no : EXIT.server;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    terminal.err(
      `portolan: cannot reach ${new URL(server).origin}: ${cause instanceof Error ? cause.message : 'failed'}\n`,
    );
    return EXIT.server;
  }
}

function refuse(terminal: Terminal, status: number, body: string, json: boolean): void {
  const problem = readProblem(body);
  if (json && problem) {
    terminal.out(body.endsWith('\n') ? body : `${body}\n`);
    return;
  }
  terminal.err(`portolan: the server answered ${status}: ${problem?.detail ?? problem?.title ?? 'no reason given'}\n`);
  for (const { pointer, code, detail, fix } of problem?.errors ?? []) {
    // About the call as a whole: the line above says it.
    if (problem?.type === `/docs#problem-${code}`) continue;
    terminal.err(`  ${pointer === '' ? '(document)' : pointer}: ${detail} [${code}]${fix ? `\n    ${fix}` : ''}\n`);
  }
}

function readProblem(body: string): Problem | null {
  try {
    return Problem.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
