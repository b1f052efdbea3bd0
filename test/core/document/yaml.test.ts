/** Is the YAML that we write the document, for YAML 1.1 readers too? */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeYaml } from '../../../worker/core/document/yaml.ts';

describe('writeYaml', () => {
  const document = {
    time: { from: '18:00', to: '09:00', dates: [{ from: '2026-01-01', to: '2026-12-31' }] },
    words: [
      'yes',
      'no',
      'on',
      'null',
      '~',
      '010',
      '0x1f',
      '1e3',
      '9000-9099',
      '1_000',
      '',
      ' a',
      '# b',
      'a: b',
      '- c',
      '*d',
      '&e',
    ],
    text: 'one\ntwo\u2028three\u202efour */ </script> $\u007bx} \u0007',
    host: '*.x.example',
    v6: ['::1', 'fd00::/8'],
  };

  test.each(['1.1', '1.2'] as const)('means the same to a reader of YAML %s', (version) => {
    expect(parse(writeYaml(document), { version })).toEqual(document);
  });

  test('is stable, and repeats equal parts instead of naming them', () => {
    const shared = { a: 1 };
    expect(writeYaml({ x: shared, z: shared })).toBe('x:\n  a: 1\nz:\n  a: 1\n');
    expect(writeYaml(document)).toBe(writeYaml(structuredClone(document)));
  });

  test('writes long texts on one line, so that no reader folds them', () => {
    const long = 'word '.repeat(60).trim();
    expect(parse(writeYaml({ long }))).toEqual({ long });
  });
});
