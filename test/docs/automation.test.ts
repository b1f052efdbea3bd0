import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { MAX_APPLIED, MAX_APPLIED_BYTES } from '../../schemas/automation.ts';
import { program, testWith } from '../programs.ts';
import { freePort } from '../support/free-port.ts';
import { startWrangler, type Wrangler } from '../support/wrangler.ts';

const docs = join(import.meta.dirname, '../../docs');
const example = (name: string) => readFileSync(join(docs, 'examples', name), 'utf8');
const page = readFileSync(join(docs, 'automation.md'), 'utf8');
const token = 'automation-test-admin-token-0123456789';

const curl = program({ name: 'curl', candidates: ['curl'], package: 'curl' });
const jq = program({ name: 'jq', candidates: ['jq'], package: 'jq' });

const HQ = `kind: profile
id: hq
proxies: { squid: { scheme: http, host: proxy.corp.example, port: 3128 } }
rules: [{ when: { list: ads }, use: block }]
default: squid`;

let folder: string;
let service: Wrangler;
beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/portolan-automation-`);
  service = await startWrangler({ port: await freePort(), folder, variables: { ADMIN_TOKEN: token } });
});
afterAll(async () => {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A folder with one file for each document, of which the first does not end its last line. */
function documents(name: string, ...texts: string[]): string {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  texts.forEach((text, index) => {
    writeFileSync(join(place, `${index}.yaml`), text);
  });
  return place;
}

const run = (action: string, place: string, env: Record<string, string> = {}) =>
  promisify(execFile)('sh', [join(docs, 'examples/apply.sh'), action, place], {
    env: { ...process.env, PORTOLAN: service.origin, PORTOLAN_TOKEN: token, ...env },
    timeout: 30_000,
  });

test.each(['apply.sh', 'portolan-ansible.yml', 'portolan.tf', 'portolan-github.yml'])(
  'docs/automation.md shows exactly %s',
  (name) => {
    expect(page).toContain(`\n${example(name)}\`\`\`\n`);
  },
);

test('docs/automation.md says the limits as they are', () => {
  expect(page).toContain(`up to ${MAX_APPLIED}\ndocuments and ${MAX_APPLIED_BYTES / 1_048_576} MiB`);
});

test.each(['portolan-ansible.yml', 'portolan-github.yml'])('%s is YAML', (name) => {
  expect(parse(example(name))).toBeTypeOf('object');
});

testWith(curl, jq)('apply.sh plans, applies, and has nothing to do the second time', async () => {
  const place = documents('first', HQ, 'kind: list\nid: ads\nformat: domains\ntext: ads.example\n');
  expect((await run('plan', place)).stdout).toContain('create list ads\ncreate profile hq\n2 to create');
  expect((await run('apply', place)).stdout).toContain('2 to create');
  expect((await run('apply', place, { RUN_ID: 'second' })).stdout).toBe(
    '0 to create, 0 to change, 0 to delete, 2 unchanged\n',
  );
  const changed = documents('first', HQ.replace('3128', '3129'));
  expect((await run('plan', changed, { RUN_ID: 'third' })).stdout).toContain(
    'change profile hq\n    replace /proxies/squid/port\n',
  );
});

testWith(curl, jq)('apply.sh pulls what it leaves unchanged when it applies it', async () => {
  const place = join(folder, 'pulled');
  mkdirSync(place);
  await run('pull', join(place, 'all.yaml'));
  const { stdout } = await run('apply', place, { PRUNE: '1', RUN_ID: 'pulled' });
  expect(stdout).toMatch(/^0 to create, 0 to change, 0 to delete, \d+ unchanged\n$/);
});

testWith(curl, jq)('apply.sh ends with the place of what is wrong', async () => {
  const place = documents('wrong', 'kind: profile\nid: x\ndefault: nowhere\n');
  await expect(run('apply', place)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('/0/default expected the name of a route'),
  });
});
