import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { program, testWith } from '../programs.ts';
import { freePort } from '../support/free-port.ts';
import { startWrangler, type Wrangler } from '../support/wrangler.ts';

const root = `${import.meta.dirname}/../../`;
const script = `${root}docs/examples/provision.sh`;
const token = 'provision-test-admin-token-0123456789';

const curl = program({ name: 'curl', candidates: ['curl'], package: 'curl' });
const jq = program({ name: 'jq', candidates: ['jq'], package: 'jq' });

let folder: string;
let service: Wrangler;
beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/portolan-provision-`);
  service = await startWrangler({ port: await freePort(), folder, variables: { ADMIN_TOKEN: token } });
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const runScript = (id: string, file: string) =>
  promisify(execFile)('sh', [script, id, file], {
    env: { ...process.env, PORTOLAN: service.origin, PORTOLAN_TOKEN: token },
    timeout: 30_000,
  });

test('docs/api.md shows exactly the script that is tested', () => {
  expect(readFileSync(`${root}docs/api.md`, 'utf8')).toContain(`\`\`\`sh\n${readFileSync(script, 'utf8')}\`\`\`\n`);
});

testWith(curl, jq)('provision.sh stores, checks, stages, publishes and rolls back', async () => {
  const { stdout } = await runScript('headquarters', `${root}docs/examples/headquarters.yaml`);
  const lines = stdout.trim().split('\n');
  expect(lines).toEqual(
    expect.arrayContaining(['published revision 1', 'published revision 2', 'rolled back to revision 1 as revision 3']),
  );
  const answer = await fetch(`${service.origin}/v1/profiles/headquarters`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const stored = (await answer.json()) as { revision: number; document: { note?: string } };
  expect(stored.revision).toBe(3);
  expect(stored.document.note).not.toBe('staged by provision.sh');
});

testWith(curl, jq)(
  'provision.sh stops at a document that is wrong, with the place and the reason, and stores nothing',
  async () => {
    await expect(runScript('wrong', `${root}package.json`)).rejects.toMatchObject({
      stderr: expect.stringContaining('shape.unknown-key'),
    });
    const answer = await fetch(`${service.origin}/v1/profiles/wrong`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(404);
  },
);

testWith(curl, jq)(
  'lists.sh stores a list, names it in a profile, says why, and writes it for another tool',
  async () => {
    const file = `${folder}/ads.txt`;
    writeFileSync(file, '||ads.example^\n@@||good.ads.example^\n##.banner\n');
    const run = () =>
      promisify(execFile)('sh', [`${root}docs/examples/lists.sh`, 'ads', file], {
        env: { ...process.env, PORTOLAN: service.origin, PORTOLAN_TOKEN: token },
        timeout: 30_000,
      });
    const { stdout } = await run();
    expect(stdout).toContain('adblock: 2 kept, 0 weakened, 1 refused\n  line 3: ##.banner: ');
    expect(stdout).toContain('list revision 1\nprofile revision 1\n');
    expect(stdout).toContain('goes to block: [{"list":"ads","entry":"domain: ads.example"}]');
    expect(stdout).toMatch(/goes to direct: .*the exception \\"domain: good\.ads\.example\\" takes away from ads/);
    expect(stdout).toMatch(/portolan-losses: 1\r\n[\s\S]*\n\.ads\.example\n$/i);
    expect((await run()).stdout).toContain('list revision 1\nprofile revision 1\n');
  },
);
