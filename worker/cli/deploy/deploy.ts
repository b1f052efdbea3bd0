/** How is the service shipped? Checks first, creates only when told to, and ships nothing that nobody could administer. */
import { EXIT, type ExitCode } from '../command.ts';
import { withNamespaceId } from './namespace-id.ts';
import { judgeSettings, type Remark, type Settings } from './settings.ts';

/** What was asked for. */
export interface Request {
  /** An environment of `wrangler.toml`; null is the top level. */
  readonly environment: string | null;
  /** Make the namespace and the secret that are missing. */
  readonly create: boolean;
  /** Check and bundle; upload and create nothing. */
  readonly dryRun: boolean;
}

/** How a run of wrangler ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
}

/** The world as a deployment may touch it; tests give their own. */
export interface Workplace {
  settings(): Settings;
  readToml(): string;
  writeToml(text: string): void;
  /** Runs wrangler. `shown`: its output goes to the terminal as it comes. */
  wrangler(args: readonly string[], shown?: 'shown'): Ran;
  /** Runs `work` with a file that only this user can read and that is gone afterwards. */
  withSecretFile(content: string, work: (path: string) => Ran): Ran;
  newSecret(): string;
  out(text: string): void;
  err(text: string): void;
}

/** Ships, or says what stands against it. */
export function deploy(request: Request, place: Workplace): ExitCode {
  const secrets = request.dryRun ? [] : secretsOf(request, place);
  if (secrets === null) return EXIT.server;
  const remarks = judgeSettings(place.settings(), secrets, request.environment).filter((remark) =>
    isAsked(remark, request),
  );
  for (const remark of remarks) place.err(`${remark.is}: ${remark.message}\n    ${remark.fix}\n`);
  if (remarks.some((remark) => stops(remark, request))) {
    place.err('Nothing was created or shipped.\n');
    return EXIT.no;
  }
  const missing = new Set(remarks.filter(({ is }) => is === 'missing').map(({ what }) => what));
  if (missing.has('kv') && !request.dryRun && !createNamespace(request, place)) return EXIT.server;
  const ran = missing.has('secret') ? shipWithSecret(request, place) : ship(request, place, []);
  return ran.code === 0 ? EXIT.ok : EXIT.server;
}

/** A dry run asks nothing of the account, so that it cannot know about secrets. */
const isAsked = ({ what }: Remark, { dryRun }: Request): boolean => !(dryRun && what === 'secret');

const stops = ({ is }: Remark, { create, dryRun }: Request): boolean =>
  is === 'error' || (is === 'missing' && !create && !dryRun);

const inEnvironment = ({ environment }: Request): string[] => ['--env', environment ?? ''];

/** Names of the secrets that the Worker has; none before it was first shipped. Null when the account cannot be asked. */
function secretsOf(request: Request, place: Workplace): string[] | null {
  if (place.wrangler(['whoami', '--json']).code !== 0) {
    place.err('error: nobody is logged in to Cloudflare\n    npx wrangler login, or set CLOUDFLARE_API_TOKEN\n');
    return null;
  }
  const { code, out } = place.wrangler(['secret', 'list', '--format', 'json', ...inEnvironment(request)]);
  if (code === 0) return namesIn(out);
  if (/\bnot found\b/.test(out)) return [];
  // Taking any other failure for "no secrets" would replace the one that is there.
  place.err(`error: the Worker's secrets could not be listed\n${out}\n`);
  return null;
}

function namesIn(json: string): string[] {
  try {
    const found: unknown = JSON.parse(json.slice(json.indexOf('[')));
    return Array.isArray(found) ? found.map((secret: { readonly name?: unknown }) => String(secret.name)) : [];
  } catch {
    return [];
  }
}

/** Makes a namespace and writes its id into `wrangler.toml`. */
function createNamespace(request: Request, place: Workplace): boolean {
  const title = request.environment === null ? 'portolan-kv' : `portolan-kv-${request.environment}`;
  const { code, out } = place.wrangler(['kv', 'namespace', 'create', title]);
  const id = /\b[0-9a-f]{32}\b/.exec(out)?.[0];
  const toml = id === undefined ? null : withNamespaceId(place.readToml(), request.environment, id);
  if (code !== 0 || toml === null) {
    place.err(`error: the KV namespace ${title} could not be created\n${out}\n`);
    return false;
  }
  place.writeToml(toml);
  place.out(`created: KV namespace ${title} (${id}), written into wrangler.toml: commit that\n`);
  return true;
}

/** The secret goes up together with the code, so that there is never a Worker without one. */
function shipWithSecret(request: Request, place: Workplace): Ran {
  if (request.dryRun || !request.create) return ship(request, place, []);
  const secret = place.newSecret();
  const ran = place.withSecretFile(JSON.stringify({ ADMIN_TOKEN: secret }), (path) =>
    ship(request, place, ['--secrets-file', path]),
  );
  if (ran.code === 0) place.out(`created: ADMIN_TOKEN, shown here and never again:\n\n    ${secret}\n\n`);
  return ran;
}

function ship(request: Request, place: Workplace, more: readonly string[]): Ran {
  const dry = request.dryRun ? ['--dry-run'] : [];
  return place.wrangler(['deploy', ...inEnvironment(request), ...dry, ...more], 'shown');
}
