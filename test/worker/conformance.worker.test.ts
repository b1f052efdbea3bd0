import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, call, callJson, newId, put } from './api.ts';

/** The parts of the OpenAPI document that requests are made from. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema; readonly example: unknown }>>;
  };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Sent {
  readonly path: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly header: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
  readonly type: string;
}

/** Texts that have broken programs before. */
const HOSTILE = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'true',
  '-1',
  '1e99',
  '\u2028',
  '\u202e',
  '%',
  '%00',
  '../x',
  '"',
  "'",
  '*/',
  '\u0024{x}',
  '</script>',
  'ä',
  '💩',
  'a'.repeat(300),
];
const junk = fc.oneof(
  fc.constantFrom<unknown>(...HOSTILE, null, true, 0, -1, 1e21, 0.5, [], {}, [[]], [null]),
  fc.jsonValue({ maxDepth: 3 }),
);
const word = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'hq',
      'squid',
      'direct',
      'block',
      '1',
      '2',
      'corp.example',
      '10.0.0.0/8',
      'https://a.example/',
      '7d',
      '8000-8080',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
);

let document: Document;
let stored: string;
beforeAll(async () => {
  // Thousands of calls by one token in less than a minute are what is done here.
  Object.defineProperty(env, 'CALLS_PER_MINUTE', { configurable: true, value: '1000000' });
  document = await callJson<Document>(200, 'GET', '/openapi.json');
  stored = (await put(newId('fuzz'))).id;
});

/** Values of a schema, mostly; deep down, and now and then, anything. */
function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const valid = validOf(schema, depth);
  return fc.oneof({ weight: 12, arbitrary: valid }, { weight: 1, arbitrary: junk });
}

function validOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (depth > 6) return junk;
  if (schema.$ref !== undefined)
    return valuesOf(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return fc.oneof(...options.map((option) => valuesOf(option, depth + 1)));
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'integer' || type === 'number')
    return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 70_000 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'array') return fc.array(valuesOf(schema.items ?? {}, depth + 1), { maxLength: 3 });
  if (type === 'object') return objectsOf(schema, depth);
  return word;
}

function objectsOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const known = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([key, value]) => [key, valuesOf(value, depth + 1)]),
  );
  const record = fc.record(known, { requiredKeys: (schema.required ?? []).filter((key) => key in known) });
  const more = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  return more === undefined ? record : fc.dictionary(word, valuesOf(more, depth + 1), { maxKeys: 3 });
}

function requestsOf(operation: Operation): fc.Arbitrary<Sent> {
  const of = (place: string) => (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  const id = fc.oneof({ weight: 4, arbitrary: fc.constant(stored) }, { weight: 1, arbitrary: word });
  const number = fc.constantFrom('1', '2', '0', '-1', 'x', '999999999');
  const path = fc.record(
    Object.fromEntries(of('path').map(({ name }) => [name, name === 'id' ? id : fc.oneof(number, word)])),
  );
  const query = fc.array(
    fc.oneof(
      ...of('query').map(({ name, schema }) => fc.tuple(fc.constant(name), valuesOf(schema).map(spelled))),
      fc.constantFrom<[string, string]>(['dryRun', 'true'], ['from', '1'], ['to', '1'], ['__proto__', 'x']),
    ),
    { maxLength: 3 },
  );
  const tag = fc.constantFrom('*', '"x"', 'W/"x"', 'x', '');
  const header = fc.record(
    Object.fromEntries(
      of('header')
        .filter(({ name }) => name !== 'Idempotency-Key')
        .map(({ name }) => [name, tag]),
    ),
    { requiredKeys: [] },
  );
  const media = Object.values(operation.requestBody?.content ?? {})[0];
  const json =
    media === undefined ? fc.constant(undefined) : valuesOf(media.schema).map((value) => JSON.stringify(value));
  const example = media === undefined ? fc.constant(undefined) : fc.constant(JSON.stringify(media.example));
  const body = fc.oneof(
    { weight: 6, arbitrary: json },
    { weight: 3, arbitrary: example },
    fc.constantFrom(undefined, '', '{', 'a: [', '\u0000'),
  );
  const type = fc.constantFrom('application/json', 'application/json', 'application/yaml', 'text/plain', '');
  return fc.record({ path, query, header, body, type });
}

/** A JSON value may be a map with a key `toString`, of which `String` makes nothing. */
const spelled = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

async function send(method: string, template: string, sent: Sent, token: string | null = ADMIN): Promise<Response> {
  const path = template.replaceAll(/\{(.+?)\}/g, (_, name: string) => encodeURIComponent(sent.path[name] ?? ''));
  const query = new URLSearchParams(sent.query.map(([name, value]) => [name, value.toWellFormed()]));
  const body = sent.body === undefined || method === 'GET' ? {} : { body: sent.body, type: sent.type };
  return call(method, `${path}?${query}`, { ...body, token, headers: present(sent.header) });
}

const present = (headers: Sent['header']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

describe('requests made from /openapi.json', () => {
  it('get only answers that it documents, on every route', async () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (!path.startsWith('/v1/')) continue;
        await fc.assert(
          fc.asyncProperty(requestsOf(operation), async (sent) => {
            const answer = await send(method.toUpperCase(), path, sent);
            const text = await answer.text();
            const told = `${operation.operationId}: ${answer.status} ${text.slice(0, 300)}`;
            expect(answer.status, told).toBeLessThan(500);
            // An empty or slashed segment makes another path.
            const isOther = answer.status === 404 || answer.status === 405;
            if (!isOther) expect(Object.keys(operation.responses), told).toContain(String(answer.status));
            const type = answer.headers.get('content-type')?.split(';')[0];
            if (answer.status >= 400) expect(type, told).toBe('application/problem+json');
            const documented = operation.responses[answer.status]?.content;
            if (documented !== undefined && text !== '') expect(Object.keys(documented), told).toContain(type);
          }),
          { numRuns: 60 },
        );
      }
    }
  }, 240_000);

  it('tell no secret to anybody whose scope does not have it, on every route', async () => {
    const { callers, keys, tokens } = await planted();
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (!path.startsWith('/v1/')) continue;
        const who = fc.constantFrom(...callers);
        await fc.assert(
          fc.asyncProperty(requestsOf(operation), who, async (sent, { name, token, mayKnow }) => {
            const answer = await send(method.toUpperCase(), path, sent, token);
            const text = `${await answer.text()} ${JSON.stringify([...answer.headers])}`;
            const told = `${operation.operationId} as ${name}: ${answer.status} ${text.slice(0, 300)}`;
            expect(answer.status, told).toBeLessThan(500);
            const isOther = answer.status === 404 || answer.status === 405;
            if (!isOther) expect(Object.keys(operation.responses), told).toContain(String(answer.status));
            for (const secret of tokens) expect(text.includes(secret), told).toBe(false);
            for (const key of keys) if (!mayKnow.includes(key)) expect(text.includes(key), told).toBe(false);
          }),
          { numRuns: 25 },
        );
      }
    }
  }, 240_000);
});

/** Keys of two profiles, and callers with all that they may ever be told. */
async function planted() {
  const other = await put(newId('other'));
  // A request from before may have deleted it.
  const mine = await put(stored);
  const keyOf = (url: string | null | undefined) => url?.split('/').at(-1)?.replace('.pac', '') ?? '';
  const [ownKey, otherKey] = [keyOf(mine.publication?.pacUrl), keyOf(other.publication?.pacUrl)];
  const tokenOf = async (more: Record<string, unknown>) =>
    (await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body: { name: 'fuzz', ...more } })).token;
  const callers: readonly { name: string; token: string | null; mayKnow: readonly string[] }[] = [
    { name: 'nobody', token: null, mayKnow: [] },
    { name: 'a stranger', token: 'ptl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_00000000', mayKnow: [] },
    { name: 'a reader', token: await tokenOf({ scopes: ['read'] }), mayKnow: [] },
    { name: 'a prober', token: await tokenOf({ scopes: ['probe'] }), mayKnow: [] },
    { name: 'a confined writer', token: await tokenOf({ scopes: ['write'], profiles: [stored] }), mayKnow: [ownKey] },
    { name: 'a writer', token: await tokenOf({ scopes: ['write'] }), mayKnow: [ownKey, otherKey] },
  ];
  const tokens = [ADMIN, ...callers.flatMap(({ name, token }) => (name === 'a stranger' ? [] : (token ?? [])))];
  expect(ownKey.length * otherKey.length).toBeGreaterThanOrEqual(22 * 22);
  return { callers, keys: [ownKey, otherKey], tokens };
}
