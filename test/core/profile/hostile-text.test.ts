/** Can any text of a document become code of its PAC? Every string of a rich profile is tried with every hostile text. */
import { readFileSync } from 'node:fs';
import { type Node, parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { buildProfile } from '../../../worker/core/build.ts';
import { pointerTo, valueAt } from '../../../worker/core/document/pointer.ts';
import { hasErrors } from '../../../worker/core/findings/finding.ts';

const EXAMPLE = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../../docs/examples/headquarters.json`, 'utf8'),
) as unknown;

const HOSTILE = [
  '"',
  "'",
  '\\',
  '`',
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u200f',
  '\u0000',
  '\u0007',
  '*/',
  '/*',
  '//',
  '</script>',
  '<!--',
  '-->',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text itself is what is tried
  '${alert(1)}',
  '");alert(1);//',
  "';alert(1);'",
  '*/alert(1)/*',
  '/;alert(1);/',
  ']]>',
  '\\u0022',
  '\\x27',
  '; DIRECT',
];

/** Pointers of all texts of a document, those in lists and maps included. */
function textsOf(value: unknown, pointer = ''): string[] {
  if (typeof value === 'string') return [pointer];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, pointerTo(pointer, key)));
}

/** The document with another text at a pointer. */
function withText(document: unknown, pointer: string, text: string): unknown {
  const copy = structuredClone(document);
  const cut = pointer.lastIndexOf('/');
  const key = pointer.slice(cut + 1).replace(/~[01]/g, (code) => (code === '~0' ? '~' : '/'));
  (valueAt(copy, pointer.slice(0, cut)) as Record<string, unknown>)[key] = text;
  return copy;
}

/** The scripts of a document, or null when it is refused. */
function scriptsOf(document: unknown): string[] | null {
  const shaped = Profile.safeParse(document);
  if (!shaped.success) return null;
  const build = buildProfile({ id: 'hostile', profile: shaped.data, now: 0 });
  return hasErrors(build.findings) ? null : build.artifacts.map(({ text }) => text);
}

const skeletons = new Map<string, string>();

/** A script without what its literals say: node types, operators and names, in order. */
function skeleton(script: string): string {
  const program = script.replace(/^\/\*.*?\*\/\n/s, '');
  const known = skeletons.get(program);
  if (known !== undefined) return known;
  const text = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(text);
    if (typeof node !== 'object' || node === null) return node;
    const { type, start: _, end: __, ...parts } = node as Node & Record<string, unknown>;
    return type === 'Literal'
      ? 'literal'
      : { type, ...Object.fromEntries(Object.entries(parts).map(([k, v]) => [k, text(v)])) };
  };
  parse(script, { ecmaVersion: 3 });
  const made = JSON.stringify(text(parse(program, { ecmaVersion: 3 })));
  skeletons.set(program, made);
  return made;
}

describe.for(['in its place', 'behind it'] as const)('a hostile text %s', (where) => {
  test('of any string is refused, or changes literals only', () => {
    const base = scriptsOf(EXAMPLE);
    if (base === null) throw new Error('the example must be accepted');
    const twins = new Map<string, string[] | null>();
    let accepted = 0;
    for (const pointer of textsOf(EXAMPLE)) {
      const written = where === 'behind it' ? String(valueAt(EXAMPLE, pointer)) : '';
      for (const hostile of HOSTILE) {
        const scripts = scriptsOf(withText(EXAMPLE, pointer, written + hostile));
        if (scripts === null) continue;
        accepted++;
        // The harmless twin has as many characters at the same place; what it compiles to is the program that is meant.
        const place = `${pointer} ${hostile.length}`;
        if (!twins.has(place))
          twins.set(place, scriptsOf(withText(EXAMPLE, pointer, written + hostile.replace(/./gs, 'q'))));
        const twin = twins.get(place) ?? base;
        expect(scripts.map(skeleton), `${pointer} ${JSON.stringify(hostile)}`).toEqual(twin.map(skeleton));
        for (const script of scripts) expect(script).toMatch(/^[\x20-\x7e\n]*$/);
      }
    }
    expect(accepted).toBeGreaterThan(HOSTILE.length);
  }, 60_000);
});
