/** Does a missing program skip or fail, as the setting says? */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { needPrograms, pathOf, program } from './programs.ts';

const NODE = { name: 'Node', candidates: [process.execPath], package: 'nodejs' };
const GHOST = { name: 'Ghost', candidates: ['/nonexistent/ghost', 'ghost-nobody-has'], package: 'ghost-bin' };

/** A test context that notes why it was skipped. */
function context() {
  const skipped: string[] = [];
  const given = { task: { name: 'a test' }, skip: (reason: string) => void skipped.push(reason) };
  return { skipped, given: given as unknown as Parameters<typeof needPrograms>[0] };
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  vi.resetModules();
});

describe('program', () => {
  test('finds a program by path, by name in PATH, and by what it can do', () => {
    expect(pathOf(program(NODE))).toBe(process.execPath);
    expect(program({ ...NODE, candidates: ['/nonexistent/node', 'node'] }).path).toMatch(/node$/);
    expect(program({ ...NODE, check: ['-e', 'process.exit(0)'] }).missing).toBeNull();
    expect(program({ ...NODE, check: ['-e', 'process.exit(1)'] }).path).toBeNull();
  });

  test('names the program and its package where it is missing', () => {
    expect(program(GHOST)).toEqual({
      name: 'Ghost',
      path: null,
      missing: 'Ghost is not installed here (apt-get install ghost-bin)',
    });
    expect(() => pathOf(program(GHOST))).toThrow('apt-get install ghost-bin');
  });
});

describe('needPrograms', () => {
  test('lets a test run whose programs are there', () => {
    const { skipped, given } = context();
    needPrograms(given, [program(NODE)]);
    expect(skipped).toEqual([]);
  });

  test('skips a test and says why, unless skips are forbidden', async () => {
    vi.stubEnv('PORTOLAN_REQUIRE_PROGRAMS', '');
    vi.resetModules();
    const { needPrograms } = await import('./programs.ts');
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { skipped, given } = context();
    needPrograms(given, [program(NODE), program(GHOST)]);
    expect(skipped).toEqual(['Ghost is not installed here (apt-get install ghost-bin)']);
    expect(warned.mock.calls.join()).toContain('skipped "a test": Ghost');
  });

  test('fails a test where PORTOLAN_REQUIRE_PROGRAMS=1 forbids skips', async () => {
    vi.stubEnv('PORTOLAN_REQUIRE_PROGRAMS', '1');
    vi.resetModules();
    const { needPrograms } = await import('./programs.ts');
    const { skipped, given } = context();
    expect(() => needPrograms(given, [program(GHOST)])).toThrow(/PORTOLAN_REQUIRE_PROGRAMS=1, but Ghost .*ghost-bin/);
    expect(skipped).toEqual([]);
  });
});
