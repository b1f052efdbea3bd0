/** Is a deployment's configuration fit to be shipped? What is wrong with it, and which of that can be created. Pure. */
import { parseCidr } from '../../core/net/cidr.ts';
import { isRefused } from '../../core/net/refused.ts';

/** What `wrangler.toml` says for one environment, as far as it is looked at here. */
export interface Settings {
  /** The environments that the file has. */
  readonly definedEnvironments?: readonly string[] | undefined;
  readonly kv_namespaces: readonly { readonly binding: string; readonly id?: string | undefined }[];
  readonly durable_objects: {
    readonly bindings: readonly { readonly name: string; readonly class_name: string }[];
  };
  readonly migrations: readonly { readonly new_sqlite_classes?: readonly string[] | undefined }[];
  readonly triggers: { readonly crons?: readonly string[] | undefined };
  readonly vars: Readonly<Record<string, unknown>>;
}

/** One thing that is said about settings. `error`: nothing is shipped; `missing`: `--create` makes it. */
export interface Remark {
  readonly is: 'error' | 'missing' | 'warning';
  readonly what: 'kv' | 'secret' | 'setting';
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Namespace ids are 32 hexadecimal digits; the file in the repository has zeros. */
const NAMESPACE_ID = /^(?!0{32}$)[0-9a-f]{32}$/;

/** Everything that stands against shipping. `secrets`: names that the Worker has already. */
export function judgeSettings(settings: Settings, secrets: readonly string[], environment: string | null): Remark[] {
  const known = settings.definedEnvironments ?? [];
  if (environment !== null && !known.includes(environment)) {
    return [error(`wrangler.toml has no environment ${shown(environment)}`, `it has: ${known.join(', ') || 'none'}`)];
  }
  return [...bindings(settings), ...clock(settings), ...vars(settings.vars), ...secret(settings.vars, secrets)];
}

function bindings({ kv_namespaces, durable_objects, migrations }: Settings): Remark[] {
  const kv = kv_namespaces.find(({ binding }) => binding === 'KV');
  const registry = durable_objects.bindings.some(
    ({ name, class_name }) => name === 'REGISTRY' && class_name === 'Registry',
  );
  const isKept = migrations.some(({ new_sqlite_classes = [] }) => new_sqlite_classes.includes('Registry'));
  return [
    ...(kv === undefined
      ? [error('there is no KV namespace bound as KV', 'add a [[kv_namespaces]] with binding = "KV"')]
      : []),
    ...(kv !== undefined && !NAMESPACE_ID.test(kv.id ?? '') ? [NO_NAMESPACE] : []),
    ...(registry
      ? []
      : [
          error(
            'the registry is not bound',
            'bind REGISTRY to the class Registry; environments do not inherit bindings',
          ),
        ]),
    ...(isKept ? [] : [error('no migration creates Registry with SQLite', 'keep [[migrations]] as in the repository')]),
  ];
}

function clock({ triggers: { crons = [] } }: Settings): Remark[] {
  if (crons.length > 0) return [];
  return [warning('there is no cron trigger', 'keep crons = ["*/15 * * * *"]: it sets a lost alarm again')];
}

function vars(values: Settings['vars']): Remark[] {
  const { PUBLIC_URL: url, PROBE_NETWORKS: networks, DOH_URL: resolver } = values;
  return [
    ...('ADMIN_TOKEN' in values
      ? [error('ADMIN_TOKEN stands in [vars], which is no place for a secret', 'remove it, and make a new one')]
      : []),
    ...(url === undefined
      ? [warning('PUBLIC_URL is not set', 'set it to the origin that clients use, such as "https://pac.example.com"')]
      : []),
    ...(url !== undefined && !isOrigin(url)
      ? [
          error(
            `PUBLIC_URL is no origin with https: ${shown(url)}`,
            'write scheme and host only: "https://pac.example.com"',
          ),
        ]
      : []),
    ...(resolver !== undefined && !isHttps(resolver)
      ? [error(`DOH_URL is no URL with https: ${shown(resolver)}`, 'name a DNS over HTTPS resolver')]
      : []),
    ...badNetworks(networks).map((network) =>
      error(`PROBE_NETWORKS names ${shown(network)}, which is no range`, 'write CIDR ranges, separated by commas'),
    ),
  ];
}

function secret(values: Settings['vars'], secrets: readonly string[]): Remark[] {
  return secrets.includes('ADMIN_TOKEN') && !('ADMIN_TOKEN' in values) ? [] : [NO_SECRET];
}

const NO_NAMESPACE: Remark = {
  is: 'missing',
  what: 'kv',
  message: 'the KV namespace has no id yet',
  fix: 'npm run deploy -- --create, or: npx wrangler kv namespace create KV, and write its id into wrangler.toml',
};
const NO_SECRET: Remark = {
  is: 'missing',
  what: 'secret',
  message: 'the Worker has no secret ADMIN_TOKEN: nobody could administer it',
  fix: 'npm run deploy -- --create, or: openssl rand -base64 32 | npx wrangler secret put ADMIN_TOKEN',
};

const error = (message: string, fix: string): Remark => ({ is: 'error', what: 'setting', message, fix });
const warning = (message: string, fix: string): Remark => ({ is: 'warning', what: 'setting', message, fix });
const shown = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

function badNetworks(networks: unknown): unknown[] {
  if (networks === undefined || networks === '') return [];
  if (typeof networks !== 'string') return [networks];
  return networks.split(',').filter((network) => isRefused(parseCidr(network.trim())));
}

function isOrigin(value: unknown): boolean {
  return isHttps(value) && new URL(value).origin === value;
}

function isHttps(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:';
}
