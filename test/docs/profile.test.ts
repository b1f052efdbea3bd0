/** Does docs/profile.md name every key, every value and every limit of the schema, and are its examples right? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { MAX_DEPTH, MAX_ENTRIES } from '../../schemas/condition.ts';
import { MAX_DOCUMENT_BYTES, MAX_PROXIES, MAX_ROUTES, MAX_RULES, MAX_TESTS, Profile } from '../../schemas/profile.ts';
import { buildProfile } from '../../worker/core/build.ts';
import { MAX_NESTING } from '../../worker/core/document/flaw.ts';
import { profileJsonSchema } from '../../worker/core/document/json-schema.ts';
import { REGEX_URL_LENGTH } from '../../worker/core/rules/regex/check.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/profile.md'), 'utf8');
const { $defs } = profileJsonSchema() as { $defs: Readonly<Record<string, { readonly properties?: object }>> };
const blocks = Array.from(page.matchAll(/```yaml\n(.*?)```/gs), ([, text = '']) => text);

describe('docs/profile.md', () => {
  const keys = Object.entries($defs).flatMap(([name, { properties = {} }]) =>
    Object.keys(properties).map((key) => [name, key]),
  );
  test.each(keys)('explains %s.%s', (_, key) => {
    expect(page).toContain(`\`${key}\``);
  });

  test('names every value that a key can have', () => {
    const values = Array.from(
      JSON.stringify($defs).matchAll(/"enum":\[([^\]]*)\]/g),
      ([, list = '']) => JSON.parse(`[${list}]`) as string[],
    );
    for (const value of values.flat()) expect(page).toContain(`\`${value}\``);
  });

  test.each([
    MAX_DOCUMENT_BYTES,
    MAX_RULES,
    MAX_TESTS,
    MAX_ENTRIES,
    REGEX_URL_LENGTH,
    MAX_PROXIES,
    MAX_ROUTES,
    MAX_NESTING,
    MAX_DEPTH,
  ])('names the limit %i', (limit) => {
    expect(page).toMatch(new RegExp(`\\b${limit.toLocaleString('en')}\\b`));
  });

  test.each(blocks.map((text) => [text]))('shows what builds without errors and warnings: %s', (text) => {
    const content: unknown = parse(text);
    const profile = Profile.parse(Array.isArray(content) ? { rules: content, default: 'direct' } : content);
    const { findings } = buildProfile({ id: 'page', profile, now: 0 });
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('has examples', () => {
    expect(blocks.length).toBeGreaterThan(1);
  });
});
