import { describe, expect, it } from 'vitest';
import { PortDescription, PortPage, ValidateAnswer } from '../../schemas/ports.ts';
import { call, callJson, callProblem, type Envelope, newId, profile, put } from './api.ts';

/** A token with these scopes. */
const tokenFor = async (...scopes: readonly string[]) =>
  (await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body: { name: 'test', scopes } })).token;

describe('GET /v1/ports/{port}', () => {
  it('tells what is known of 3128, with sources and plain sentences', async () => {
    const port = PortDescription.parse(await callJson(200, 'GET', '/v1/ports/3128'));
    expect(port).toMatchObject({ port: 3128, range: 'user', blockedByBrowsers: false });
    expect(port.services).toContainEqual(expect.objectContaining({ name: 'ndl-aas' }));
    expect(port.proxies).toContainEqual(expect.objectContaining({ product: 'Squid', role: 'http', usable: true }));
    expect(port.proxies.every(({ source }) => source.length > 0)).toBe(true);
    expect(port.sentences.join(' ')).toContain('Squid');
  });

  it('says of a blocked port that no PAC can be served there, and that a proxy may still listen there', async () => {
    const port = PortDescription.parse(await callJson(200, 'GET', '/v1/ports/6667'));
    expect(port.blockedByBrowsers).toBe(true);
    expect(port.sentences.at(-1)).toMatch(/no PAC can be served there\. A proxy may still listen on it/);
    expect(port.findings.map(({ code }) => code)).toContain('port.blocked-by-browsers');
  });

  it.each(['1', '65535', '49152'])('knows %s, although nothing is registered there', async (port) => {
    PortDescription.parse(await callJson(200, 'GET', `/v1/ports/${port}`));
  });

  it.each(['0', '65536', '03128', '-1', '3128x', '1e3', 'http', '99999', '%20'])('refuses %s', async (port) => {
    const problem = await callProblem(422, 'GET', `/v1/ports/${port}`);
    expect(problem.errors).toMatchObject([{ parameter: 'port', code: 'parameter.invalid' }]);
  });
});

describe('GET /v1/ports', () => {
  const search = async (query: string) => PortPage.parse(await callJson(200, 'GET', `/v1/ports${query}`));

  it('finds by product, by role and by number', async () => {
    expect((await search('?q=tor+socks')).items.map(({ port }) => port)).toContain(9050);
    expect((await search('?q=squid')).items[0]).toMatchObject({ port: 3128, services: ['ndl-aas'] });
    expect((await search('?q=54321')).items[0]?.port).toBe(54321);
    expect((await search('?q=no-such-thing-anywhere')).items).toEqual([]);
  });

  it('pages through all of them, each once', async () => {
    const ports: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: PortPageValue = await search(`?limit=40${cursor && `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(40);
      ports.push(...page.items.map(({ port }) => port));
      cursor = page.nextCursor;
    }
    expect(ports.length).toBeGreaterThan(150);
    expect(ports).toEqual([...new Set(ports)].toSorted((a, b) => a - b));
  });

  it('refuses what it does not know and what is too long', async () => {
    await callProblem(422, 'GET', '/v1/ports?query=squid');
    await callProblem(422, 'GET', `/v1/ports?q=${'a'.repeat(201)}`);
    await callProblem(422, 'GET', '/v1/ports?limit=0');
  });
});

type PortPageValue = ReturnType<typeof PortPage.parse>;

const validate = async (body: unknown) =>
  ValidateAnswer.parse(await callJson(200, 'POST', '/v1/ports/validate', { body }));

describe('POST /v1/ports/validate', () => {
  it('judges a batch in its order, with code, pointer, expected, found, fix and page', async () => {
    const { results } = await validate({
      endpoints: [
        { scheme: 'http', host: 'proxy.corp.example', port: 3128, auth: 'negotiate' },
        { scheme: 'socks5', host: 'proxy.corp.example', port: 3128 },
        { scheme: 'http', host: 'proxy.corp.example', port: '03128' },
        { scheme: 'http', host: '2130706433', port: 3128 },
        { scheme: 'https', host: 'proxy.corp.example' },
      ],
    });
    expect(results.map(({ verdict }) => verdict)).toEqual(['ok', 'warning', 'error', 'error', 'warning']);
    const codes = results.map(({ findings }) => findings.map(({ code }) => code));
    expect(codes[1]).toEqual(expect.arrayContaining(['port.scheme-habit', 'port.two-schemes']));
    expect(codes.slice(2)).toEqual([['port.invalid'], ['proxy.host'], expect.arrayContaining(['port.missing'])]);
    const [habit] = results[1]?.findings ?? [];
    expect(habit).toMatchObject({
      severity: 'warning',
      path: '/endpoints/1/scheme',
      expected: 'http',
      found: 'socks5',
    });
    expect(habit?.fix).toContain('write scheme: http');
    expect(habit?.docs).toBe('/docs/findings#port.scheme-habit');
  });

  it('takes a thousand endpoints and not one more', async () => {
    const endpoints = Array.from({ length: 1_000 }, (_, n) => ({ scheme: 'http', host: `p${n}.example`, port: 3128 }));
    expect((await validate({ endpoints })).results).toHaveLength(1_000);
    await callProblem(422, 'POST', '/v1/ports/validate', {
      body: { endpoints: [...endpoints, ...endpoints.slice(0, 1)] },
    });
    await callProblem(422, 'POST', '/v1/ports/validate', { body: { endpoints: [] } });
  });

  it('does not read credentials out of a host into its answer', async () => {
    const answer = await call('POST', '/v1/ports/validate', {
      body: { endpoints: [{ scheme: 'http', host: 'user:hunter2@proxy.example', port: 3128 }] },
    });
    const { results } = await answer.json<{ results: readonly { verdict: string }[] }>();
    expect(results[0]?.verdict).toBe('error');
    expect(JSON.stringify(results)).not.toContain('hunter2');
  });
});

describe('POST /v1/ports/validate with a firewall policy', () => {
  const policy = {
    zones: { staff: { networks: ['10.20.0.0/16'] }, guests: { networks: ['10.99.0.0/16'] } },
    names: { 'proxy.corp.example': ['10.4.0.8'] },
    rules: [{ id: 'staff-proxy', action: 'allow', from: 'staff', to: '10.4.0.0/24', ports: [3128] }],
    default: 'deny',
  };
  const stored = async () => {
    const id = newId('fw');
    await callJson(201, 'PUT', `/v1/firewalls/${id}`, { body: policy });
    return id;
  };
  const endpoint = (port: number) => ({ scheme: 'http', host: 'proxy.corp.example', port });

  it('tells the verdict for each zone, and names the rule that nearly fits', async () => {
    const firewall = await stored();
    const { results } = await validate({ endpoints: [endpoint(3128), endpoint(8080)], firewall });
    const said = results.map(({ findings }) =>
      findings
        .filter(({ code }) => code === 'proxy.firewall')
        .map(({ severity, path, found, fix }) => [severity, path, found, fix]),
    );
    const change = 'Change the port, or the rule.';
    expect(said).toEqual([
      [
        ['warning', '/endpoints/0', 'none', 'Rule staff-proxy nearly fits: it allows clients of staff.'],
        ['info', '/endpoints/0', 'all', change],
      ],
      [
        ['warning', '/endpoints/1', 'none', change],
        ['warning', '/endpoints/1/port', 'none', 'Rule staff-proxy nearly fits: it allows 3128, and this says 8080.'],
      ],
    ]);
  });

  it('asks only about one zone where it is told to', async () => {
    const firewall = await stored();
    const { results } = await validate({ endpoints: [endpoint(3128)], firewall, zone: 'staff' });
    expect(results[0]?.findings.filter(({ code }) => code === 'proxy.firewall')).toMatchObject([
      { severity: 'info', found: 'all', message: 'All clients of the zone staff can reach it' },
    ]);
  });

  it('says that it cannot be told where the policy knows no address of the name', async () => {
    const firewall = await stored();
    const { results } = await validate({
      endpoints: [{ scheme: 'http', host: 'other.example', port: 3128 }],
      firewall,
    });
    const verdicts = results[0]?.findings.filter(({ code }) => code === 'proxy.firewall').map(({ found }) => found);
    expect(verdicts).toEqual(['none', 'unknown']);
  });

  it('refuses a batch that is too large for so many zones, and takes it for one of them', async () => {
    const firewall = newId('fw');
    const zones = Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`z${n}`, { networks: [`10.${n}.0.0/16`] }]));
    await callJson(201, 'PUT', `/v1/firewalls/${firewall}`, { body: { zones } });
    const endpoints = Array.from({ length: 1_000 }, (_, n) => ({ scheme: 'http', host: '10.4.0.8', port: 3_000 + n }));
    const { errors } = await callProblem(422, 'POST', '/v1/ports/validate', { body: { endpoints, firewall } });
    expect(errors).toMatchObject([{ pointer: '/endpoints', code: 'firewall.too-many-questions' }]);
    expect((await validate({ endpoints, firewall, zone: 'z3' })).results).toHaveLength(1_000);
  });

  it('takes the policy itself too, and says where that is wrong', async () => {
    const zones = { staff: { networks: ['10.20.0.0/16'] } };
    const rules = [{ action: 'allow', from: 'staff', to: '10.4.0.8', ports: 3128 }];
    const endpoints = [{ scheme: 'http', host: '10.4.0.8', port: 3128 }];
    const { results } = await validate({ endpoints, firewall: { zones, rules }, zone: 'staff' });
    expect(results[0]?.findings).toMatchObject([{ code: 'proxy.firewall', severity: 'info', found: 'all' }]);
    const refuse = (firewall: object) =>
      callProblem(422, 'POST', '/v1/ports/validate', { body: { endpoints, firewall } });
    const misspelt = await refuse({ zones, rules: [{ ...rules[0], action: 'permit' }] });
    expect(misspelt.errors).toMatchObject([{ pointer: '/firewall/rules/0/action', code: 'shape.value' }]);
    const unknown = await refuse({ rules });
    expect(unknown.errors).toMatchObject([{ pointer: '/firewall/rules/0/from', code: 'firewall.unknown-peer' }]);
  });

  it('refuses an unknown policy, an unknown zone, and a zone without a policy', async () => {
    const firewall = await stored();
    const refuse = (more: object) =>
      callProblem(422, 'POST', '/v1/ports/validate', { body: { endpoints: [endpoint(3128)], ...more } });
    for (const [more, pointer] of [
      [{ firewall: 'nowhere' }, '/firewall'],
      [{ firewall, zone: 'nowhere' }, '/zone'],
      [{ zone: 'staff' }, '/zone'],
    ] as const) {
      expect((await refuse(more)).errors).toMatchObject([{ pointer, code: 'reference.unknown' }]);
    }
  });
});

describe('the right to ask about ports', () => {
  it('comes with read, and not with probe', async () => {
    const [read, probe] = [await tokenFor('read'), await tokenFor('probe')];
    const body = { endpoints: [{ scheme: 'http', host: 'p.example', port: 3128 }] };
    await callJson(200, 'GET', '/v1/ports/3128', { token: read });
    await callJson(200, 'POST', '/v1/ports/validate', { token: read, body });
    await callProblem(403, 'GET', '/v1/ports/3128', { token: probe });
    await callProblem(403, 'GET', '/v1/ports', { token: probe });
    await callProblem(403, 'POST', '/v1/ports/validate', { token: probe, body });
  });
});

describe('the page of findings', () => {
  it('has a place for the docs link of every finding about ports', async () => {
    const { results } = await validate({
      endpoints: [
        { scheme: 'socks5', host: '8.8.8.8', port: 3128, auth: 'basic' },
        { scheme: 'http', host: '127.0.0.1', port: 9 },
        { scheme: 'http', host: '8.8.4.4', port: 60000, auth: 'negotiate' },
        { scheme: 'http', host: '224.0.0.1', port: 80 },
      ],
    });
    const page = await (await call('GET', '/docs/findings', { token: null })).text();
    const links = results.flatMap(({ findings }) => findings.map(({ docs = '' }) => docs));
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) {
      expect(link).toMatch(/^\/docs\/findings#/);
      expect(page).toContain(`id="${link.split('#')[1]}"`);
    }
  });
});

describe('PUT /v1/profiles/{id} tells the traps of ports', () => {
  it('puts a finding at each, and refuses nothing', async () => {
    const { findings } = await put(newId('traps'), {
      proxies: {
        public: { scheme: 'http', host: '8.8.8.8', port: 3128 },
        kerberos: { scheme: 'http', host: '10.4.0.8', port: 3129, auth: 'negotiate' },
        socks: { scheme: 'socks5', host: 'socks.corp.example', port: 1080, auth: 'username' },
        habit: { scheme: 'socks5', host: 'proxy.corp.example', port: 3128 },
        twice: { scheme: 'http', host: 'proxy.corp.example', port: 3128 },
        system: { scheme: 'http', host: 'a.corp.example', port: 80 },
        ephemeral: { scheme: 'http', host: 'b.corp.example', port: 50000 },
        blocked: { scheme: 'http', host: 'c.corp.example', port: 6667 },
        local: { scheme: 'http', host: '127.0.0.1', port: 5555 },
        documentation: { scheme: 'http', host: '192.0.2.1', port: 8080 },
      },
      routes: { closed: ['socks'] },
      rules: [
        { when: { domain: 'localhost' }, use: 'closed' },
        { when: { cidr: ['127.0.0.0/8', '169.254.0.0/16'] }, use: 'public' },
        { when: { cidr: ['fd00::/8'], resolve: true }, use: 'direct' },
      ],
      default: 'closed',
    });
    const places = findings.map(({ code, path }) => `${code} ${path}`);
    for (const wanted of [
      'port.well-known /proxies/public/port',
      'proxy.plain-text /proxies/public/scheme',
      'proxy.no-auth /proxies/public',
      'proxy.negotiate-address /proxies/kerberos/host',
      'proxy.socks-auth /proxies/socks/auth',
      'port.scheme-habit /proxies/habit/scheme',
      'port.two-schemes /proxies/twice/scheme',
      'port.system /proxies/system/port',
      'port.ephemeral /proxies/ephemeral/port',
      'port.blocked-by-browsers /proxies/blocked/port',
      'proxy.address-special /proxies/local/host',
      'proxy.address-special /proxies/documentation/host',
      'route.no-http /routes/closed',
      'rule.never-asked /rules/0/when/domain',
      'rule.never-asked /rules/1/when/cidr/0',
      'rule.never-asked /rules/1/when/cidr/1',
    ]) {
      expect(places).toContain(wanted);
    }
    for (const { docs, message, code, severity } of findings) {
      expect([code, docs]).toEqual([code, `/docs/findings#${code}`]);
      expect(message.length).toBeGreaterThan(10);
      expect(severity).not.toBe('error');
    }
    expect(places.filter((place) => place.includes('/rules/2'))).not.toEqual([]);
  });

  it('refuses what nobody can connect to, and a number that is no port', async () => {
    const refuse = (proxy: object) =>
      callProblem(422, 'PUT', `/v1/profiles/${newId('bad')}`, { body: { proxies: { p: proxy }, default: 'p' } });
    const multicast = await refuse({ scheme: 'http', host: '224.0.0.1', port: 3128 });
    expect(multicast.errors).toMatchObject([{ pointer: '/proxies/p/host', code: 'proxy.address-unusable' }]);
    for (const port of [0, 65_536, 3128.5, '3128', null]) {
      const { errors } = await refuse({ scheme: 'http', host: 'p.example', port });
      expect(errors?.map(({ pointer }) => pointer)).toEqual(['/proxies/p/port']);
    }
    const missing = await refuse({ scheme: 'http', host: 'p.example' });
    expect(missing.errors?.map(({ pointer }) => pointer)).toEqual(['/proxies/p/port']);
    for (const host of ['2130706433', '0x7f000001', '127.1', '010.0.0.1']) {
      const { errors } = await refuse({ scheme: 'http', host, port: 3128 });
      expect(errors?.map(({ pointer }) => pointer)).toContain('/proxies/p/host');
    }
  });

  it('warns where the service itself stands on a port from which browsers fetch no PAC', async () => {
    const at = async (origin: string) => {
      const { findings } = await callJson<Envelope>(201, 'PUT', `${origin}/v1/profiles/${newId('port')}`, {
        body: profile(),
      });
      return findings.filter(({ code }) => code === 'pac-url.blocked-port');
    };
    expect(await at('http://portolan.example:6000')).toMatchObject([{ severity: 'warning', path: '', found: '6000' }]);
    expect(await at('http://portolan.example:8787')).toEqual([]);
  });
});
