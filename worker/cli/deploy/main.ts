/** `npm run deploy`: the deployment of this checkout to the account that wrangler is logged in to. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { unstable_readConfig } from 'wrangler';
import { EXIT } from '../command.ts';
import { deploy, type Ran, type Request, type Workplace } from './deploy.ts';

const USAGE = `npm run deploy -- [--env NAME] [--create] [--dry-run]

  --env NAME   an environment of wrangler.toml; without it, the top level
  --create     make the KV namespace and the secret ADMIN_TOKEN if they are missing
  --dry-run    check the settings and bundle; ask, create and upload nothing
`;

const root = join(import.meta.dirname, '../../..');
const toml = join(root, 'wrangler.toml');

/** The request in the words of the command line, or null when it cannot be read. */
function readRequest(): Request | null {
  try {
    const { values } = parseArgs({
      options: { env: { type: 'string' }, create: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
    });
    return {
      environment: values.env || null,
      create: values.create === true,
      dryRun: values['dry-run'] === true,
    };
  } catch {
    return null;
  }
}

function workplace({ environment }: Request): Workplace {
  return {
    settings: () => unstable_readConfig({ config: toml, ...(environment === null ? {} : { env: environment }) }),
    readToml: () => readFileSync(toml, 'utf8'),
    writeToml: (text) => writeFileSync(toml, text),
    wrangler,
    withSecretFile,
    newSecret: () => randomBytes(32).toString('base64url'),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };
}

function wrangler(args: readonly string[], shown?: 'shown'): Ran {
  const script = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['inherit', shown === undefined ? 'pipe' : 'inherit', shown === undefined ? 'pipe' : 'inherit'],
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' },
  });
  return { code: status ?? 1, out: `${stdout ?? ''}${stderr ?? ''}` };
}

function withSecretFile(content: string, work: (path: string) => Ran): Ran {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-'));
  try {
    const path = join(folder, 'secrets.json');
    writeFileSync(path, content, { mode: 0o600 });
    return work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const request = readRequest();
if (request === null) process.stderr.write(USAGE);
process.exitCode = request === null ? EXIT.usage : deploy(request, workplace(request));
