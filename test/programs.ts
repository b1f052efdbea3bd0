/** Which outside programs does a test need, and what happens where one is missing? The one policy for all tests. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { type TestContext, test } from 'vitest';

/** With `PORTOLAN_REQUIRE_PROGRAMS=1` a missing program fails the test that needs it; else the test is skipped, saying why. */
export const PROGRAMS_REQUIRED = process.env.PORTOLAN_REQUIRE_PROGRAMS === '1';

/** A program that tests run, and where to get it. */
export interface ProgramWanted {
  readonly name: string;
  /** Absolute paths or names to look up in PATH, in the order of preference. */
  readonly candidates: readonly string[];
  /** The Debian package that has it. */
  readonly package: string;
  /** Arguments that must end with status 0, where being there is not enough (a Python module, a build option). */
  readonly check?: readonly string[];
}

/** What was found. Exactly one of `path` and `missing` is null. */
export interface ProgramFound {
  readonly name: string;
  readonly path: string | null;
  /** Why it cannot be used, and which package brings it. */
  readonly missing: string | null;
}

/** Looks for a program once, synchronously. */
export function program(wanted: ProgramWanted): ProgramFound {
  const path = wanted.candidates.flatMap(locations).find((candidate) => usable(candidate, wanted.check));
  const missing = `${wanted.name} is not installed here (apt-get install ${wanted.package})`;
  return path === undefined ? { name: wanted.name, path: null, missing } : { name: wanted.name, path, missing: null };
}

/** The path of a program that was found; throws with the package's name where it was not. */
export function pathOf(found: ProgramFound): string {
  if (found.path === null) throw new Error(found.missing ?? found.name);
  return found.path;
}

/** A `test` for what needs programs: fails or skips by the policy above, before the body runs. */
export function testWith(...programs: readonly ProgramFound[]) {
  return (name: string, body: (context: TestContext) => unknown, timeout?: number): void => {
    test(
      name,
      async (context) => {
        needPrograms(context, programs);
        await body(context);
      },
      timeout,
    );
  };
}

/** The policy itself, for a test that learns only inside what it needs. */
export function needPrograms(context: TestContext, programs: readonly Pick<ProgramFound, 'missing'>[]): void {
  const missing = programs.flatMap((one) => one.missing ?? []);
  if (missing.length === 0) return;
  const reason = missing.join('; ');
  if (PROGRAMS_REQUIRED) throw new Error(`PORTOLAN_REQUIRE_PROGRAMS=1, but ${reason}`);
  console.warn(`skipped "${context.task.name}": ${reason}`);
  context.skip(reason);
}

function locations(candidate: string): string[] {
  if (isAbsolute(candidate)) return [candidate];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, candidate));
}

function usable(path: string, check: readonly string[] | undefined): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  return check === undefined || spawnSync(path, check, { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
