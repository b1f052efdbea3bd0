import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Static imports only: `await import()` is what keeps the rest away from a PAC request. Types leave no trace. */
const IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;

/** The files and packages that a file needs before it can run. */
function graphOf(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const [, specifier = ''] of readFileSync(join(root, entry), 'utf8').matchAll(IMPORT)) {
    if (specifier.startsWith('.')) graphOf(relative(root, join(root, dirname(entry), specifier)), seen);
    else seen.add(specifier);
  }
  return seen;
}

const packagesOf = (files: Iterable<string>) => [...files].filter((name) => !existsSync(join(root, name))).toSorted();

/** What reads a client's URL, and what answers it: at once, or when something has to be read first. */
const ofPac = ['client-url', 'quick', 'pac'].reduce(
  (seen, name) => graphOf(`worker/edge/${name}.ts`, seen),
  new Set<string>(),
);

describe('the modules of a PAC request', () => {
  it('are without hono, zod, yaml, and anything else but the hash', () => {
    expect(packagesOf(ofPac)).toEqual(['@noble/hashes/sha2.js', '@noble/hashes/utils.js']);
  });

  it('contain no route, no use case, no schema and no page', () => {
    const files = [...ofPac].filter((name) => existsSync(join(root, name)));
    expect(files.filter((name) => /^(?:schemas|worker\/(?:routes|service|http|console))\//.test(name))).toEqual([]);
    expect(files.length).toBeGreaterThan(8);
  });
});

describe('the Worker’s entry', () => {
  it('needs nothing but the hash and the runtime before the first request', () => {
    expect(packagesOf(graphOf('worker/index.ts'))).toEqual([
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
      'cloudflare:workers',
    ]);
  });

  it('loads the management part only when it is asked for', () => {
    const files = [...graphOf('worker/index.ts')];
    expect(files.filter((name) => /worker\/(?:management|routes|http|console|service)/.test(name))).toEqual([]);
  });
});

/** Every import of a file of ours, types too. */
const ANY_IMPORT = /^(?:import|export)\s+(?:[^'"]*?\sfrom\s+)?'(\.[^']+)'/gm;

/** The first circle of imports that is found, as the files along it. */
function circleAmong(files: readonly string[], isLeftOut: (from: string, to: string) => boolean): string[] | null {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const [, specifier = ''] of readFileSync(join(root, file), 'utf8').matchAll(ANY_IMPORT)) {
      const next = relative(root, join(root, dirname(file), specifier));
      const circle = isLeftOut(file, next) ? null : walk(next, [...path, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of files) {
    const circle = walk(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

describe('the files of the worker and its schemas', () => {
  it('need each other in no circle, not even for types', () => {
    const files = ['schemas', 'worker'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => join(folder, name)),
    );
    // The binding of a Durable Object has the type of its class, whose constructor takes the bindings.
    const isBinding = (from: string, to: string) => from === 'worker/env.ts' && to === 'worker/store/registry.ts';
    expect(files.length).toBeGreaterThan(500);
    expect(circleAmong(files, isBinding)).toBeNull();
  });
});
