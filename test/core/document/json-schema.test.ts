/** Does the JSON Schema for editors accept what the service accepts, and complain where it can? */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { profileJsonSchema } from '../../../worker/core/document/json-schema.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
const validate = ajv.compile(profileJsonSchema());

const VALID: readonly unknown[] = [
  { default: 'direct' },
  {
    title: 'x',
    proxies: {
      squid: { scheme: 'http', host: 'proxy.example', port: 3128, auth: 'negotiate', addresses: ['10.4.0.8'] },
    },
    routes: { office: ['squid', 'direct'] },
    rules: [
      { when: { plain: true }, use: 'direct' },
      { when: { port: [8443, '9000-9099'], host: '*.x.example' }, use: 'office', disabled: true, note: 'n' },
      {
        when: {
          any: [
            { scheme: 'ftp' },
            { not: { all: [{ time: { days: 'mon', from: '09:00' } }, { cidr: '10.0.0.0/8', resolve: true }] } },
          ],
        },
        use: 'block',
      },
      { when: { regex: [{ host: '^a' }, { url: ['b', 'c'] }] }, use: 'direct' },
    ],
    default: 'office',
    delivery: { access: 'public', wpad: ['wpad.example'], maxAge: 0 },
    tests: [{ url: 'http://a/', expect: 'direct', at: '2026-11-24T09:30:00+01:00', dns: { a: null, b: ['10.0.0.1'] } }],
  },
];

const INVALID: readonly unknown[] = [
  {},
  { default: 'direct', titel: 'x' },
  { default: 'Direct' },
  { default: 'direct', proxies: { any: { scheme: 'http', host: 'a', port: 1 } } },
  { default: 'direct', proxies: { p: { scheme: 'http', host: 'a', port: 0 } } },
  { default: 'direct', proxies: { p: { scheme: 'http', host: 'a', port: 1, password: 'x' } } },
  { default: 'direct', rules: [{ when: {}, use: 'direct' }] },
  { default: 'direct', rules: [{ when: { resolve: true }, use: 'direct' }] },
  { default: 'direct', rules: [{ when: { not: { any: [{ plain: false }] } }, use: 'direct' }] },
  { default: 'direct', rules: [{ when: { time: { from: '9:00' } }, use: 'direct' }] },
  { default: 'direct', rules: [{ when: { regex: {} }, use: 'direct' }] },
  { default: 'direct', tests: [{ url: 'http://a/' }] },
];

describe('profileJsonSchema', () => {
  test('says what it is, in draft 2020-12', () => {
    const schema = profileJsonSchema('https://portolan.example');
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://portolan.example/schemas/profile.json',
      title: 'Portolan profile',
    });
    expect(ajv.validateSchema(schema)).toBe(true);
  });

  test.each(VALID.map((document) => [document]))('accepts what the service accepts: %j', (document) => {
    expect(Profile.safeParse(document).success).toBe(true);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(INVALID.map((document) => [document]))('complains as the service does: %j', (document) => {
    expect(Profile.safeParse(document).success).toBe(false);
    expect(validate(document)).toBe(false);
  });

  test('describes every key of a profile, a rule, a condition and a test, so that editors complete them', () => {
    const { $defs } = profileJsonSchema() as { $defs: Record<string, { properties: Record<string, object> }> };
    for (const name of ['Profile', 'Rule', 'Condition', 'ProfileTest', 'Proxy', 'Delivery', 'TimeCondition']) {
      const properties = $defs[name]?.properties ?? {};
      expect(Object.keys(properties).length, name).toBeGreaterThan(3);
      for (const [key, part] of Object.entries(properties)) expect(Object.keys(part), `${name}.${key}`).not.toEqual([]);
    }
    expect(JSON.stringify($defs.Condition)).toContain('#/$defs/Condition');
  });
});
