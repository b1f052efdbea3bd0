import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

const root = `${import.meta.dirname}/../`;

/** Where a machine wants to read how it went; set by .ci/run. */
const report = process.env.PORTOLAN_TEST_REPORT;

/**
 * Two kinds of test: `*.worker.test.ts` run inside workerd with the Worker's own bindings,
 * every other `*.test.ts` runs in Node and may start processes (engines, browsers, proxies, wrangler).
 */
export default defineConfig({
  root,
  test: {
    // Files wait for processes and clocks more than they compute: one at a time leaves a machine of two cores idle.
    maxWorkers: 2,
    ...(report === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: report } }),
    projects: [
      {
        root,
        plugins: [
          cloudflareTest({
            wrangler: { configPath: `${root}wrangler.toml` },
            miniflare: { bindings: { ADMIN_TOKEN: 'test-admin-token-0123456789abcdef' } },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/**/*.worker.test.ts'],
          // The first request of a file loads the management part, module by module.
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.worker.test.ts', 'node_modules/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
