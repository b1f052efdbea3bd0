import { describe, expect, it } from 'vitest';
import { PROFILE_EXAMPLE } from '../../worker/routes/kinds.ts';
import { call, callJson, newId, put } from './api.ts';

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown>; readonly securitySchemes: Record<string, unknown> };
}
interface Operation {
  readonly operationId: string;
  readonly security: unknown[];
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown }> };
  readonly responses: Record<string, { readonly content?: Record<string, unknown> }>;
}

const openApi = () => callJson<OpenApi>(200, 'GET', '/openapi.json', { token: null });

describe('GET /openapi.json', () => {
  it('is OpenAPI 3.1 with one id for each operation and a good answer for each', async () => {
    const { openapi, paths } = await openApi();
    expect(openapi).toBe('3.1.0');
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations) expect(Object.keys(responses)[0]).toMatch(/^2/);
  });

  it('asks for the bearer token exactly under /v1', async () => {
    const { paths, components } = await openApi();
    expect(components.securitySchemes).toHaveProperty('bearer');
    for (const [path, methods] of Object.entries(paths)) {
      for (const { security } of Object.values(methods)) {
        expect(security).toEqual(path.startsWith('/v1/') ? [{ bearer: [] }] : []);
      }
    }
  });

  it('resolves every reference in itself', async () => {
    const document = await openApi();
    const names = new Set(Object.keys(document.components.schemas));
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter(([, name]) => !names.has(name ?? ''))).toEqual([]);
  });

  it('gives an example for every body, and its profile can be stored', async () => {
    const { paths } = await openApi();
    for (const methods of Object.values(paths)) {
      for (const { requestBody, operationId } of Object.values(methods)) {
        for (const media of Object.values(requestBody?.content ?? {})) {
          expect(media, operationId).toHaveProperty('example');
        }
      }
    }
    expect((await put(newId(), PROFILE_EXAMPLE.document)).findings).toEqual([]);
  });
});

describe('GET /schemas/profile.json', () => {
  it('is a JSON Schema that editors take', async () => {
    const answer = await call('GET', '/schemas/profile.json', { token: null });
    expect(answer.headers.get('content-type')).toMatch(/^application\/schema\+json/);
    const schema = await answer.json<Record<string, unknown>>();
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });
});

describe('pages', () => {
  it.each(['/', '/docs', '/docs/findings'])(
    '%s is HTML without script, under a policy that allows none',
    async (path) => {
      const answer = await call('GET', path, { token: null });
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'self'/);
      const html = await answer.text();
      expect(html).toMatch(/^<!doctype html><html lang="en">/);
      expect(html).not.toMatch(/<script|<style|<iframe|<img|\sstyle=|\son[a-z]+=|javascript:/i);
      const targets = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, target = '']) => target);
      expect(targets.filter((target) => !/^(?:#|\/(?!\/))/.test(target))).toEqual([]);
    },
  );

  it('/docs names every operation and every problem', async () => {
    const html = await (await call('GET', '/docs', { token: null })).text();
    const { paths } = await openApi();
    for (const methods of Object.values(paths)) {
      for (const { operationId } of Object.values(methods)) expect(html).toContain(`id="${operationId}"`);
    }
    expect(html).toContain('id="problem-precondition"');
  });
});

describe('what answers point to', () => {
  it('is a place on a page: the type of a problem, and the docs of a finding', async () => {
    const answer = await call('PUT', `/v1/profiles/${newId()}`, { body: { default: 'nowhere' } });
    const { type, errors } = await answer.json<{ type: string; errors: { docs: string }[] }>();
    for (const place of [type, ...errors.map(({ docs }) => docs)]) {
      const [path = '', anchor] = place.split('#');
      const page = await (await call('GET', path, { token: null })).text();
      expect(page).toContain(`id="${anchor}"`);
    }
  });
});

describe('GET /healthz', () => {
  it('answers without a token and without storage', async () => {
    const answer = await call('GET', '/healthz', { token: null });
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
    expect((await call('HEAD', '/healthz', { token: null })).status).toBe(200);
    expect((await call('POST', '/healthz', { token: null, body: {} })).status).toBe(405);
  });
});
