import { describe, expect, test } from 'vitest';
import { deploy, type Ran, type Request, type Workplace } from '../../../worker/cli/deploy/deploy.ts';
import type { Settings } from '../../../worker/cli/deploy/settings.ts';

const ID = '0123456789abcdef0123456789abcdef';
const TOML = '[[kv_namespaces]]\nbinding = "KV"\nid = "00000000000000000000000000000000"\n';
const READY: Settings = {
  kv_namespaces: [{ binding: 'KV', id: ID }],
  durable_objects: { bindings: [{ name: 'REGISTRY', class_name: 'Registry' }] },
  migrations: [{ new_sqlite_classes: ['Registry'] }],
  triggers: { crons: ['*/15 * * * *'] },
  vars: { PUBLIC_URL: 'https://pac.example.com' },
};
const PLAIN: Request = { environment: null, create: false, dryRun: false };
const DONE: Ran = { code: 0, out: '' };

/** A workplace whose wrangler answers by its first two words, and what happened there. */
function workplace(settings: Settings, answers: Record<string, Ran> = {}) {
  const seen = { calls: [] as string[], toml: TOML, said: '', secretFiles: [] as string[] };
  const known: Record<string, Ran> = {
    'secret list': { code: 0, out: '[{"name":"ADMIN_TOKEN","type":"secret_text"}]' },
    ...answers,
  };
  const place: Workplace = {
    settings: () => settings,
    readToml: () => seen.toml,
    writeToml: (text) => {
      seen.toml = text;
    },
    wrangler: (args) => {
      seen.calls.push(args.join(' '));
      return known[args.slice(0, 2).join(' ')] ?? known[args[0] ?? ''] ?? DONE;
    },
    withSecretFile: (content, work) => {
      seen.secretFiles.push(content);
      return work('/secrets.json');
    },
    newSecret: () => 'made-secret',
    out: (text) => {
      seen.said += text;
    },
    err: (text) => {
      seen.said += text;
    },
  };
  return { place, seen };
}
const shipped = (calls: readonly string[]) => calls.filter((call) => call.startsWith('deploy'));

describe('deploy', () => {
  test('ships what is complete', () => {
    const { place, seen } = workplace(READY);
    expect(deploy(PLAIN, place)).toBe(0);
    expect(shipped(seen.calls)).toEqual(['deploy --env ']);
  });

  test('ships the environment that was asked for', () => {
    const { place, seen } = workplace({ ...READY, definedEnvironments: ['staging'] });
    deploy({ ...PLAIN, environment: 'staging' }, place);
    expect(shipped(seen.calls)).toEqual(['deploy --env staging']);
  });

  test('ships nothing when nobody is logged in', () => {
    const { place, seen } = workplace(READY, { 'whoami --json': { code: 1, out: '' } });
    expect(deploy(PLAIN, place)).toBe(3);
    expect(shipped(seen.calls)).toEqual([]);
  });

  test('ships nothing without a secret', () => {
    const { place, seen } = workplace(READY, { 'secret list': { code: 0, out: '[]' } });
    expect(deploy(PLAIN, place)).toBe(1);
    expect(shipped(seen.calls)).toEqual([]);
    expect(seen.said).toContain('the Worker has no secret ADMIN_TOKEN');
  });

  test('takes a Worker that is not there yet for one without secrets', () => {
    const { place, seen } = workplace(READY, { 'secret list': { code: 1, out: 'Worker "portolan" not found.' } });
    expect(deploy({ ...PLAIN, create: true }, place)).toBe(0);
    expect(seen.secretFiles).toEqual(['{"ADMIN_TOKEN":"made-secret"}']);
  });

  test('replaces no secret because the list of them failed', () => {
    const { place, seen } = workplace(READY, { 'secret list': { code: 1, out: 'fetch failed' } });
    expect(deploy({ ...PLAIN, create: true }, place)).toBe(3);
    expect(seen.secretFiles).toEqual([]);
    expect(shipped(seen.calls)).toEqual([]);
  });

  test('sends a created secret with the code and shows it once', () => {
    const { place, seen } = workplace(READY, { 'secret list': { code: 0, out: '[]' } });
    expect(deploy({ ...PLAIN, create: true }, place)).toBe(0);
    expect(shipped(seen.calls)).toEqual(['deploy --env  --secrets-file /secrets.json']);
    expect(seen.said.split('made-secret')).toHaveLength(2);
  });

  test('shows no secret that was not accepted', () => {
    const { place, seen } = workplace(READY, {
      'secret list': { code: 0, out: '[]' },
      deploy: { code: 1, out: '' },
    });
    expect(deploy({ ...PLAIN, create: true }, place)).toBe(3);
    expect(seen.said).not.toContain('made-secret');
  });

  test('creates no namespace unless told to', () => {
    const { place, seen } = workplace({ ...READY, kv_namespaces: [{ binding: 'KV', id: '0'.repeat(32) }] });
    expect(deploy(PLAIN, place)).toBe(1);
    expect(seen.calls.filter((call) => call.startsWith('kv'))).toEqual([]);
    expect(seen.toml).toBe(TOML);
  });

  test('writes the id of a created namespace into wrangler.toml', () => {
    const { place, seen } = workplace(
      { ...READY, kv_namespaces: [{ binding: 'KV', id: '0'.repeat(32) }] },
      { 'kv namespace': { code: 0, out: `{ "binding": "KV", "id": "${ID}" }` } },
    );
    expect(deploy({ ...PLAIN, create: true }, place)).toBe(0);
    expect(seen.toml).toBe(TOML.replace('0'.repeat(32), ID));
    expect(shipped(seen.calls)).toHaveLength(1);
  });

  test('asks, creates and uploads nothing in a dry run', () => {
    const { place, seen } = workplace({ ...READY, kv_namespaces: [{ binding: 'KV', id: '0'.repeat(32) }] });
    expect(deploy({ ...PLAIN, create: true, dryRun: true }, place)).toBe(0);
    expect(seen.calls).toEqual(['deploy --env  --dry-run']);
  });

  test.each<[string, Partial<Settings>, string]>([
    ['a secret among the variables', { vars: { ADMIN_TOKEN: 'x' } }, 'no place for a secret'],
    ['a public URL with a path', { vars: { PUBLIC_URL: 'https://pac.example.com/x' } }, 'PUBLIC_URL is no origin'],
    ['a public URL without TLS', { vars: { PUBLIC_URL: 'http://pac.example.com' } }, 'PUBLIC_URL is no origin'],
    ['a resolver without TLS', { vars: { DOH_URL: 'http://dns.example/' } }, 'DOH_URL is no URL with https'],
    ['a range that is none', { vars: { PROBE_NETWORKS: '10.0.0.0/8,10.0.0.1/8' } }, '"10.0.0.1/8", which is no range'],
    ['no namespace', { kv_namespaces: [] }, 'no KV namespace bound'],
    ['no registry', { durable_objects: { bindings: [] } }, 'the registry is not bound'],
    ['no migration', { migrations: [] }, 'no migration creates Registry'],
  ])('ships nothing with %s', (_, change, words) => {
    const { place, seen } = workplace({ ...READY, ...change });
    expect(deploy({ ...PLAIN, create: true }, place)).toBe(1);
    expect(shipped(seen.calls)).toEqual([]);
    expect(seen.said).toContain(words);
  });

  test('ships no environment that the file does not have', () => {
    const { place, seen } = workplace({ ...READY, definedEnvironments: ['staging'] });
    expect(deploy({ ...PLAIN, environment: 'production' }, place)).toBe(1);
    expect(shipped(seen.calls)).toEqual([]);
  });
});
