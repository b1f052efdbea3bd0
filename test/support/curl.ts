/** How does curl load a page by one entry of a PAC's answer? */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pathOf, program } from '../programs.ts';

/** curl, found or not. */
export const CURL = program({ name: 'curl', candidates: ['curl'], package: 'curl' });

/** curl's scheme for each keyword; `socks5h` leaves the name to the proxy, as browsers do. */
const SCHEMES: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTPS: 'https',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5h',
};

/** What curl says about one attempt. */
export interface Fetched {
  /** curl's exit status (https://everything.curl.dev/cmdline/exitcode.html); 7 is "could not connect". */
  readonly status: number;
  readonly body: string;
}

/** The arguments for one entry of a PAC's answer, such as `PROXY proxy.example:3128` or `DIRECT`. */
export function proxyArguments(entry: string): string[] {
  if (entry === 'DIRECT') return ['--noproxy', '*'];
  const [keyword = '', endpoint = ''] = entry.split(' ');
  const scheme = SCHEMES[keyword];
  if (scheme === undefined) throw new Error(`curl has no word for "${entry}"`);
  return ['--proxy', `${scheme}://${endpoint}`];
}

/** Loads a page, in at most 5 s. */
export async function curl(url: string, args: readonly string[]): Promise<Fetched> {
  try {
    const { stdout } = await promisify(execFile)(pathOf(CURL), ['--silent', '--max-time', '5', ...args, url]);
    return { status: 0, body: stdout };
  } catch (error) {
    const { code, stdout } = error as { code?: unknown; stdout?: string };
    if (typeof code !== 'number') throw error;
    return { status: code, body: stdout ?? '' };
  }
}
