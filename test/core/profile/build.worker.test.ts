/** Do reading, checking and building work inside workerd, where there is no eval and no Node? */
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { buildProfile } from '../../../worker/core/build.ts';
import { canonicalText } from '../../../worker/core/document/canonical.ts';
import { diffJson } from '../../../worker/core/document/json-diff.ts';
import { profileJsonSchema } from '../../../worker/core/document/json-schema.ts';
import { decodeUtf8, parseBytes } from '../../../worker/core/document/parse.ts';
import { checkShape } from '../../../worker/core/document/shape.ts';
import { writeYaml } from '../../../worker/core/document/yaml.ts';

const YAML = `proxies:
  squid: { scheme: http, host: Proxy.Example., port: 3128, auth: negotiate }
rules:
  - { when: { domain: bücher.example, time: { from: 09:00, to: 18:00 } }, use: direct }
  - { when: { regex: { host: '^cdn[0-9]+' } }, use: direct }
default: squid
tests:
  - { url: "https://bücher.example/", at: 2026-11-24T09:30:00+01:00, expect: direct }
`;

const bytes = (text: string) => new TextEncoder().encode(text);

function documentOf(text: string, format: 'json' | 'yaml'): Profile {
  const reading = parseBytes(bytes(text), format);
  if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
  const shaped = checkShape(Profile, reading.value);
  if ('findings' in shaped) throw new Error(JSON.stringify(shaped.findings));
  return shaped.document;
}

describe('in workerd', () => {
  test('a profile in YAML becomes a canonical document and its texts, and the same from JSON', () => {
    const built = buildProfile({ id: 'p', profile: documentOf(YAML, 'yaml'), now: 0 });
    expect(built.findings).toEqual([]);
    expect(built.artifacts).toHaveLength(3);
    const text = canonicalText(Profile, built.document);
    expect(text).toContain('"domain":"xn--bcher-kva.example"');
    expect(buildProfile({ id: 'p', profile: documentOf(text, 'json'), now: 0 })).toEqual(built);
    expect(documentOf(writeYaml(built.document), 'yaml')).toEqual(built.document);
    expect(diffJson(built.document, documentOf(text, 'json'))).toEqual([]);
  });

  test.each([
    ['json', `{"a":${'['.repeat(100_000)}`, 'document.depth'],
    ['yaml', '- '.repeat(100_000), 'document.depth'],
    ['json', '{"a":1,"a":2}', 'document.duplicate-key'],
    ['yaml', 'a: b: c', 'yaml.syntax'],
  ] as const)('broken %s is refused: %#', (format, text, code) => {
    expect(parseBytes(bytes(text), format)).toMatchObject({ errors: [{ code }] });
  });

  test('bytes that are no UTF-8 are refused with their place', () => {
    expect(decodeUtf8(Uint8Array.of(0x61, 0x0a, 0xe2, 0x82))).toMatchObject({ errors: [{ line: 2, column: 1 }] });
  });

  test('the JSON Schema is the one that Node makes', () => {
    expect(profileJsonSchema()).toMatchObject({ $ref: '#/$defs/Profile', title: 'Portolan profile' });
  });
});
