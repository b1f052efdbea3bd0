/** Are the examples of the documentation profiles without a fault, and is the JSON one the YAML one? */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { buildProfile } from '../../../worker/core/build.ts';
import { canonicalText } from '../../../worker/core/document/canonical.ts';
import { parseDocument } from '../../../worker/core/document/parse.ts';
import { checkShape } from '../../../worker/core/document/shape.ts';
import { writeYaml } from '../../../worker/core/document/yaml.ts';

const FOLDER = join(import.meta.dirname, '../../../docs/examples');

function load(name: string): Profile {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const reading = parseDocument(text, name.endsWith('.json') ? 'json' : 'yaml');
  if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
  const shaped = checkShape(Profile, reading.value);
  if ('findings' in shaped) throw new Error(JSON.stringify(shaped.findings));
  return shaped.document;
}

const build = (profile: Profile) => buildProfile({ id: 'headquarters', profile, now: 0 });
// What begins with the program's name is read by other programs (playbooks, workflows).
const names = readdirSync(FOLDER).filter((name) => /^(?!portolan).*\.(ya?ml|json)$/.test(name));

describe('docs/examples', () => {
  test.each(names.map((name) => [name]))('%s builds without errors and warnings', (name) => {
    const { findings, artifacts } = build(load(name));
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(artifacts.map(({ zone, for: flavour }) => [zone, flavour])).toEqual([
      [null, 'generic'],
      [null, 'apple'],
      [null, 'windows'],
    ]);
  });

  test('headquarters.json and headquarters.yaml are the same document and the same bytes', () => {
    const [json, yaml] = [build(load('headquarters.json')), build(load('headquarters.yaml'))];
    expect(canonicalText(Profile, json.document)).toBe(canonicalText(Profile, yaml.document));
    expect(json.artifacts).toEqual(yaml.artifacts);
  });

  test('the YAML that is answered for it reads as the same document', () => {
    const { document } = build(load('headquarters.yaml'));
    const reading = parseDocument(writeYaml(document), 'yaml');
    expect('value' in reading && reading.value).toEqual(document);
  });

  test('headquarters uses every key of a condition that needs no firewall policy and no list', () => {
    const used = JSON.stringify(load('headquarters.yaml'));
    for (const key of [
      'domain',
      'host',
      'cidr',
      'resolve',
      'plain',
      'scheme',
      'port',
      'url',
      'regex',
      'client',
      'time',
      'any',
      'not',
    ]) {
      expect(used, key).toContain(`"${key}":`);
    }
  });
});
