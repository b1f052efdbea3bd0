/** Do programs still start, and still go direct, with the longest list that is rendered for them? */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { inputOf } from '../fixtures.ts';
import { runIn, withFiles } from './run.ts';

const CURL = program({ name: 'curl', candidates: ['curl'], package: 'curl' });

const domain = Array.from({ length: 6_000 }, (_, index) => `department-${index}.internal.example`);
const profile = {
  proxies: { web: { scheme: 'http', host: '127.0.0.1', port: 9, auth: 'negotiate' } },
  rules: [{ when: { domain }, use: 'direct' }],
  default: 'web',
};
const textOf = (id: string): string => renderTarget(id, inputOf(profile, { mode: 'fixed' }))?.text ?? '';

describe('curl', () => {
  testWith(CURL)('reads the list, and what stands behind it', () => {
    withFiles({ curlrc: textOf('curl') }, (folder) => {
      const { status, stderr } = runIn(folder, pathOf(CURL), ['-q', '-K', 'curlrc', '--version']);
      expect([status, stderr]).toEqual([0, '']);
      // The default file is read to its end or, silently, to the line that is too long.
      const broken = `${textOf('curl')}option-that-is-none\n`;
      withFiles({ '.curlrc': broken }, (home) => {
        const said = runIn(home, pathOf(CURL), ['http://127.0.0.1:9/'], { CURL_HOME: home }).stderr;
        expect(said).toContain('option-that-is-none');
      });
    });
  });
});

describe('variables', () => {
  test('of Docker fit into the environment of a program', () => {
    const noProxy = JSON.parse(textOf('docker-client')).proxies.default.noProxy as string;
    const noProxyOfDaemon = JSON.parse(textOf('docker-daemon')).proxies['no-proxy'] as string;
    for (const value of [noProxy, noProxyOfDaemon]) {
      const { error, status } = spawnSync(process.execPath, ['-e', ''], { env: { NO_PROXY: value, no_proxy: value } });
      expect([error, status]).toEqual([undefined, 0]);
    }
  });

  test('of npm reach the scripts that it runs', () => {
    const files = { npmrc: textOf('npm'), 'package.json': JSON.stringify({ scripts: { say: 'echo it ran' } }) };
    withFiles(files, (folder) => {
      const { stdout } = runIn(folder, 'npm', ['run', 'say', '--userconfig', join(folder, 'npmrc')], {
        npm_config_logs_max: '0',
      });
      expect(stdout).toMatch(/^it ran$/m);
    });
  });
});
