import { env, exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../worker/routes/app.ts';
import { registryOf } from '../../worker/store/client.ts';
import { ADMIN, call, callProblem, ORIGIN } from './api.ts';

const app = createApp(registryOf);

/** Every route that the router knows: what OpenAPI says, and what is really mounted. */
const documented = app.openAPIRegistry.definitions.flatMap((definition) =>
  definition.type === 'route' ? [{ method: definition.route.method.toUpperCase(), path: definition.route.path }] : [],
);
const mounted = app.routes.filter(({ method }) => method !== 'ALL');
const concrete = (path: string) => path.replaceAll(/\{.+?\}|:[a-zA-Z]+/g, '1');
const guarded = [...documented, ...mounted]
  .map(({ method, path }) => `${method} ${concrete(path)}`)
  .filter((route) => route.includes(' /v1/'));

describe('every route under /v1', () => {
  it('is documented', () => {
    const known = new Set(documented.map(({ method, path }) => `${method} ${concrete(path)}`));
    const missing = mounted.filter(({ method, path }) => !known.has(`${method} ${concrete(path)}`));
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(guarded.length).toBeGreaterThan(30);
  });

  it.each([...new Set(guarded)])(
    '%s refuses without a token, with a wrong one and with half of the right one',
    async (route) => {
      const [method = '', path = ''] = route.split(' ');
      for (const token of [null, 'wrong', ADMIN.slice(0, -1), `${ADMIN}x`]) {
        const answer = await call(method, path, { token, ...(method === 'GET' ? {} : { body: {} }) });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="portolan"/);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
      }
    },
  );

  it.each(['/v1', '/v1/', '/v1/nothing', '/v1/profiles/', '/v1//profiles', '/v1/profiles/a/b/c/d'])(
    'hides behind 401 that %s is nothing',
    async (path) => {
      await callProblem(401, 'GET', path, { token: null });
      await callProblem(404, 'GET', path);
    },
  );
});

describe('authentication', () => {
  const status = async (headers: Record<string, string>) =>
    (await call('GET', '/v1/profiles', { token: null, headers })).status;

  it.each([`Bearer ${ADMIN}`, `bearer ${ADMIN}`, `BEARER  ${ADMIN}`])('takes "%s"', async (Authorization) => {
    expect(await status({ Authorization })).toBe(200);
  });

  it.each([
    ADMIN,
    `Basic ${btoa(`admin:${ADMIN}`)}`,
    'Bearer',
    'Bearer ',
    `Bearer ${ADMIN} ${ADMIN}`,
    `Bearer ${ADMIN}, Bearer ${ADMIN}`,
    `Bearer ${'x'.repeat(10_000)}`,
    'Bearer ptl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_00000000',
    'Bearer undefined',
    'Bearer null',
  ])('refuses "%.60s"', async (Authorization) => {
    expect(await status({ Authorization })).toBe(401);
  });

  it('takes no token from the query', async () => {
    await callProblem(401, 'GET', `/v1/profiles?access_token=${ADMIN}`, { token: null });
  });

  it.each([undefined, ''])('authorises nobody as administrator when ADMIN_TOKEN is %j', async (setting) => {
    Object.defineProperty(env, 'ADMIN_TOKEN', { configurable: true, value: setting });
    try {
      for (const token of ['', 'undefined', ADMIN]) {
        expect(await status({ Authorization: `Bearer ${token}` })).toBe(401);
      }
    } finally {
      Object.defineProperty(env, 'ADMIN_TOKEN', { configurable: true, value: ADMIN });
    }
  });
});

describe('every answer of the management part', () => {
  it.each(['/', '/docs', '/openapi.json', '/schemas/profile.json', '/v1/profiles', '/nothing', '/console/style.css'])(
    '%s carries the headers that protect it, and no CORS',
    async (path) => {
      const { headers } = await call('GET', path, { headers: { Origin: 'https://evil.example' } });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.has('access-control-allow-origin')).toBe(false);
    },
  );

  it('names the request in the problem as in the header', async () => {
    const answer = await call('GET', '/nothing');
    const { instance } = await answer.json<{ instance: string }>();
    expect(instance).toBe(`urn:uuid:${answer.headers.get('x-request-id')}`);
  });
});

describe('wrong methods and paths', () => {
  it.each([
    ['POST', '/v1/profiles', 'GET, HEAD'],
    ['PATCH', '/v1/profiles/hq', 'GET, HEAD, PUT, DELETE'],
    ['OPTIONS', '/v1/profiles/hq', 'GET, HEAD, PUT, DELETE'],
    ['GET', '/v1/render', 'POST'],
    ['PUT', '/v1/tokens', 'GET, HEAD, POST'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['DELETE', '/', 'GET, HEAD'],
  ])('%s %s is 405 and allows %s', async (method, path, allow) => {
    const answer = await call(method, path);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const listed = (answer.headers.get('allow') ?? '').split(', ').toSorted();
    expect(listed).toEqual(allow.split(', ').toSorted());
  });

  it.each(['/favicon.ico', '/v2/profiles', '/schemas/firewall.json/x', '/console', '/__scheduled', '/%ff', '/%00'])(
    'GET %s is a 404 problem',
    async (path) => {
      await callProblem(404, 'GET', path);
    },
  );

  it('answers HEAD on an unknown path without a body', async () => {
    const answer = await exports.default.fetch(new Request(`${ORIGIN}/nothing`, { method: 'HEAD' }));
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });
});
