import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { withNamespaceId } from '../../../worker/cli/deploy/namespace-id.ts';
import { judgeSettings } from '../../../worker/cli/deploy/settings.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TOML = join(ROOT, 'wrangler.toml');
const ID = '0123456789abcdef0123456789abcdef';

describe('wrangler.toml', () => {
  test.each([null, 'staging'])('lacks only what an account has to give, in the environment %s', (environment) => {
    const settings = unstable_readConfig({ config: TOML, ...(environment === null ? {} : { env: environment }) });
    const remarks = judgeSettings(settings, ['ADMIN_TOKEN'], environment);
    expect(remarks.map(({ is, what }) => `${is} ${what}`)).toEqual(['missing kv', 'warning setting']);
  });

  test.each([null, 'staging'])('takes the id of a new namespace on one line, in the environment %s', (environment) => {
    const before = readFileSync(TOML, 'utf8').split('\n');
    const after = withNamespaceId(before.join('\n'), environment, ID)?.split('\n') ?? [];
    expect(after).toHaveLength(before.length);
    expect(after.filter((line, index) => line !== before[index])).toEqual([`id = "${ID}"`]);
  });
});

describe('npm run deploy -- --dry-run', () => {
  test('bundles what would be shipped', { timeout: 120_000 }, () => {
    const command = join(ROOT, 'worker/cli/deploy/main.ts');
    const { status, stdout } = spawnSync(process.execPath, [command, '--dry-run'], { encoding: 'utf8' });
    expect(stdout).toContain('env.REGISTRY (Registry)');
    expect(status).toBe(0);
  });

  test('takes no word that it does not know', () => {
    const command = join(ROOT, 'worker/cli/deploy/main.ts');
    const { status, stderr } = spawnSync(process.execPath, [command, '--dryrun'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('--dry-run');
  });
});
