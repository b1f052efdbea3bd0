/** Is install.sh a script that every shell reads and shellcheck has nothing against, whatever the profile says? */
import { describe, expect } from 'vitest';
import { renderBootstrap } from '../../../../worker/core/targets/install/bootstrap.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { FIXTURES } from '../fixtures.ts';
import { runIn, withFiles } from './run.ts';

const SHELLCHECK = program({ name: 'shellcheck', candidates: ['shellcheck'], package: 'shellcheck' });
const DASH = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const BASH = program({ name: 'bash', candidates: ['bash'], package: 'bash' });
const BUSYBOX = program({ name: 'BusyBox', candidates: ['busybox'], package: 'busybox' });

const NAMES = ['pac', 'pac-hostile', 'fixed-rules', 'fixed-socks5', 'fixed-hostile', 'fixed-direct'];

/** The scripts, those that take away included. */
const scripts = FIXTURES.filter(({ name }) => NAMES.includes(name)).flatMap(({ name, ...input }) =>
  (['apply', 'remove'] as const).map((action) => {
    const text = renderBootstrap('install.sh', { ...input, action })?.text ?? '';
    return [`${name}-${action}.sh`, text] as const;
  }),
);

describe('install.sh', () => {
  testWith(SHELLCHECK)('is clean for shellcheck', () => {
    withFiles(Object.fromEntries(scripts), (folder) => {
      const args = ['--norc', '-s', 'sh', ...scripts.map(([name]) => name)];
      const { stdout, stderr } = runIn(folder, pathOf(SHELLCHECK), args);
      expect(stdout + stderr).toBe('');
    });
  });

  testWith(
    DASH,
    BASH,
    BUSYBOX,
  )('is read by dash, bash and BusyBox', () => {
    withFiles(Object.fromEntries(scripts), (folder) => {
      for (const [name] of scripts) {
        for (const [shell, args] of [
          [DASH, []],
          [BASH, ['--posix']],
          [BUSYBOX, ['sh']],
        ] as const) {
          const { status, stderr } = runIn(folder, pathOf(shell), [...args, '-n', name]);
          expect([status, stderr], `${name} ${shell.name}`).toEqual([0, '']);
        }
      }
    });
  });
});
