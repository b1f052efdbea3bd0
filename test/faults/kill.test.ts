/** What is left of acknowledged writes when the whole runtime is killed in the middle of them? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/running.ts';
import { startWrangler, type Wrangler } from '../support/wrangler.ts';

const token = 'kill-test-admin-token-0123456789abcdef';
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
const ROUNDS = 5;
const WRITERS = 8;

interface Acknowledged {
  readonly id: string;
  readonly revision: number;
  readonly port: number;
}

let folder: string;
let service: Wrangler | null = null;
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/portolan-kill-`);
});
afterEach(async () => {
  await service?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const start = async () => startWrangler({ port: await freePort(), folder, variables: { ADMIN_TOKEN: token } });

/** Writes one profile over and over until the service is gone; remembers what was acknowledged. */
async function write(origin: string, id: string, firstPort: number, acknowledged: Acknowledged[]): Promise<void> {
  for (let port = firstPort; ; port++) {
    const body = JSON.stringify({ proxies: { p: { scheme: 'http', host: 'p.example', port } }, default: 'p' });
    try {
      const answer = await fetch(`${origin}/v1/profiles/${id}`, { method: 'PUT', headers, body });
      const { revision } = (await answer.json()) as { revision: number };
      if (!answer.ok) throw new Error(`PUT answered ${answer.status}`);
      acknowledged.push({ id, revision, port });
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return; // the connection was cut
      throw error;
    }
  }
}

async function getJson(origin: string, path: string): Promise<{ [key: string]: unknown }> {
  const answer = await fetch(`${origin}${path}`, { headers });
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as { [key: string]: unknown };
}

test('every acknowledged write survives SIGKILL of the runtime, with its revision and audit row, and gets published', async () => {
  const acknowledged: Acknowledged[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    service = await start();
    const { origin } = service;
    const writers = Array.from({ length: WRITERS }, (_, n) => write(origin, `w${n}`, 1000 * (round + 1), acknowledged));
    const before = acknowledged.length;
    await until({ for: 'acknowledged writes', limitMs: 20_000 }, () => acknowledged.length >= before + 2 * WRITERS);
    await sleep(50 * round); // another moment of the write each round
    await service.kill();
    await Promise.all(writers);
  }

  service = await start();
  const { origin } = service;
  for (const { id, revision, port } of acknowledged) {
    const kept = await getJson(origin, `/v1/profiles/${id}/revisions/${revision}`);
    expect(kept.document).toMatchObject({ proxies: { p: { port } } });
  }
  for (let n = 0; n < WRITERS; n++) {
    const id = `w${n}`;
    const last = Math.max(...acknowledged.filter((one) => one.id === id).map(({ revision }) => revision));
    const stored = await until({ for: `publication of ${id}`, limitMs: 15_000, from: service }, async () => {
      const answer = await getJson(origin, `/v1/profiles/${id}`);
      const publication = answer.publication as { state: string; revision: number; pacUrl: string };
      return publication.state === 'published' ? { revision: answer.revision as number, publication } : null;
    });
    expect(stored.revision).toBeGreaterThanOrEqual(last);
    expect(stored.publication.revision).toBe(stored.revision);
    const pac = await fetch(stored.publication.pacUrl);
    expect(pac.headers.get('portolan-revision')).toBe(String(stored.revision));
    const audit = (await getJson(origin, `/v1/audit?kind=profile&id=${id}&limit=200`)) as unknown as {
      items: { action: string; revision: number }[];
    };
    const audited = new Set(audit.items.map(({ revision }) => revision));
    for (let revision = Math.max(1, stored.revision - 150); revision <= stored.revision; revision++) {
      expect(audited).toContain(revision);
    }
  }
}, 120_000);
