/** How does the bench get the Worker as one file, and what of it is needed for a PAC? */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = `${import.meta.dirname}/../..`;
const bin = (name: string) => join(root, 'node_modules/.bin', name);

/** The Worker as it is deployed: the text of one module. */
export function bundle(folder: string): string {
  const out = join(folder, 'bundle');
  const quiet = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false' };
  execFileSync(bin('wrangler'), ['deploy', '--dry-run', '--outdir', out], {
    cwd: root,
    env: { ...process.env, ...quiet },
    stdio: 'ignore',
  });
  return readFileSync(join(out, 'index.js'), 'utf8');
}

/** What the entry loads only when it is asked for. */
const LATER = ['./management.ts', './config/serve.ts', './health/ready.ts', './durable.ts'];

/** What is loaded before the first PAC is answered, as one file; gives its path. The runtime's own module is a stand-in. */
export function eager(folder: string): string {
  const runtime = join(folder, 'cloudflare-workers.mjs');
  writeFileSync(runtime, 'export class DurableObject {}\n');
  const file = join(folder, 'eager.mjs');
  const options = ['--bundle', '--format=esm', `--alias:cloudflare:workers=${runtime}`, `--outfile=${file}`];
  const later = LATER.map((name) => `--external:${name}`);
  execFileSync(bin('esbuild'), ['worker/index.ts', ...options, ...later, '--log-level=error'], { cwd: root });
  return file;
}
