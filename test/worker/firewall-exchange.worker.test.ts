/** Do firewall rules come in and go out over HTTP as the pure core says, and nothing else? */
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_PEERS } from '../../schemas/firewall.ts';
import { ImportAnswer, OpeningList, ResolveAnswer } from '../../schemas/firewall-exchange.ts';
import { Rendered } from '../../schemas/stateless.ts';
import { EXPORTERS } from '../../worker/core/firewall/exports/table.ts';
import { createApp } from '../../worker/routes/app.ts';
import { FIREWALL_EXAMPLE } from '../../worker/routes/kinds.ts';
import { registryOf } from '../../worker/store/client.ts';
import { call, callJson, callProblem, newId, profile, put } from './api.ts';

const POLICY = FIREWALL_EXAMPLE.document as Record<string, unknown>;

const putPolicy = async (document: unknown = POLICY) => {
  const id = newId('fw');
  await callJson(201, 'PUT', `/v1/firewalls/${id}`, { body: document });
  return id;
};

/** A profile that follows a policy; `staff` reaches its proxy, `guests` do not. */
const follower = async (firewall: string, more: Record<string, unknown> = {}) => {
  const proxies = { squid: { scheme: 'http', host: '10.4.0.8', port: 3128 } };
  return (await put(newId('p'), profile(3128, { firewall, proxies, ...more }))).id;
};

const tokenFor = async (more: object) =>
  (await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body: { name: 'test', ...more } })).token;

describe('GET /v1/firewalls/{id}/rules/{format}', () => {
  it.each(EXPORTERS.map(({ format }) => format))(
    'gives %s as a file, with its name, type and entity tag',
    async (format) => {
      const id = await putPolicy();
      const path = `/v1/firewalls/${id}/rules/${format}`;
      const answer = await call('GET', path);
      const text = await answer.text();
      const exporter = EXPORTERS.find((known) => known.format === format);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(exporter?.mediaType);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${exporter?.filename}"`);
      // iptables of IPv6 has nothing to say of a policy without IPv6; everything else names the port.
      if (format !== 'ip6tables') expect(text).toContain('3128');
      const headers = { 'If-None-Match': answer.headers.get('etag') ?? '' };
      expect((await call('GET', path, { headers })).status).toBe(304);
      const envelope = Rendered.parse(await callJson(200, 'GET', path, { headers: { Accept: 'application/json' } }));
      expect(envelope).toMatchObject({ target: format, filename: exporter?.filename, text });
    },
  );

  it('tells in the envelope what the target cannot say', async () => {
    const to = 'tracker.example';
    const id = await putPolicy({ rules: [{ action: 'allow', from: 'any', to, ports: 443 }] });
    const headers = { Accept: 'application/json' };
    const { findings } = Rendered.parse(await callJson(200, 'GET', `/v1/firewalls/${id}/rules/nftables`, { headers }));
    expect(findings).toMatchObject([{ code: 'export.name-left-out', path: '/rules/0/to', found: to }]);
  });

  it('refuses with 422 rather than allow more than the policy', async () => {
    const id = await putPolicy({ rules: [{ action: 'deny', from: 'any', to: 'tracker.example' }], default: 'allow' });
    const { errors } = await callProblem(422, 'GET', `/v1/firewalls/${id}/rules/nftables`);
    expect(errors).toMatchObject([{ pointer: '/rules/0/to', code: 'export.name-denied' }]);
    expect((await call('GET', `/v1/firewalls/${id}/rules/squid`)).status).toBe(200);
  });

  it('answers 404 for an unknown format, with the one that was meant, and for an unknown policy', async () => {
    const id = await putPolicy();
    const { errors } = await callProblem(404, 'GET', `/v1/firewalls/${id}/rules/nftable`);
    expect(errors).toMatchObject([{ parameter: 'format', found: 'nftable', fix: 'Did you mean "nftables"?' }]);
    for (const format of ['constructor', '..%2f..%2fetc', 'x'.repeat(63)]) {
      await callProblem(404, 'GET', `/v1/firewalls/${id}/rules/${format}`);
    }
    await callProblem(404, 'GET', `/v1/firewalls/${newId()}/rules/nftables`);
  });

  it('is not for a token that is confined to profiles', async () => {
    const id = await putPolicy();
    const token = await tokenFor({ scopes: ['read'], profiles: ['other'] });
    await callProblem(403, 'GET', `/v1/firewalls/${id}/rules/nftables`, { token });
    await callProblem(403, 'GET', `/v1/firewalls/${newId()}/rules/nothing`, { token });
  });

  it('lets no text of the policy out of its comment', async () => {
    const title = 'a\u2028b"; $(reboot) `id` # \\';
    const id = await putPolicy({ ...POLICY, title });
    for (const { format } of EXPORTERS) {
      const text = await (await call('GET', `/v1/firewalls/${id}/rules/${format}`)).text();
      expect(text).not.toMatch(/\$\(reboot\)|`id`|\u2028/);
    }
  });
});

describe('GET /v1/profiles/{id}/openings and /firewall-rules/{format}', () => {
  it('name the rules that are missing and nothing that is there', async () => {
    const id = await follower(await putPolicy());
    const { openings, complete } = OpeningList.parse(await callJson(200, 'GET', `/v1/profiles/${id}/openings`));
    expect(complete).toBe(true);
    expect(openings).toMatchObject([
      { rule: { action: 'allow', from: 'guests', to: '10.4.0.8', ports: 3128 }, before: null },
    ]);
    const text = await (await call('GET', `/v1/profiles/${id}/firewall-rules/nftables`)).text();
    expect(text).toMatch(/10\.99\.0\.0\/16.*10\.4\.0\.8.*3128/);
    expect(text).not.toContain('10.20.0.0');
  });

  it('point with what the target cannot say into the openings', async () => {
    const proxies = { squid: { scheme: 'http', host: 'other.example', port: 3128 } };
    const id = await follower(await putPolicy(), { proxies });
    const headers = { Accept: 'application/json' };
    const answer = await callJson(200, 'GET', `/v1/profiles/${id}/firewall-rules/nftables`, { headers });
    const [finding] = Rendered.parse(answer).findings;
    expect(finding).toMatchObject({ code: 'export.name-left-out', path: '/openings/0/rule/to' });
  });

  it('leave nothing to open once the policy has the openings', async () => {
    const firewall = await putPolicy();
    const id = await follower(firewall);
    const { openings } = OpeningList.parse(await callJson(200, 'GET', `/v1/profiles/${id}/openings`));
    const rules = [...(POLICY.rules as object[]), ...openings.map(({ rule }) => rule)];
    await callJson(200, 'PUT', `/v1/firewalls/${firewall}`, { body: { ...POLICY, rules } });
    expect(await callJson(200, 'GET', `/v1/profiles/${id}/openings`)).toEqual({ openings: [], complete: true });
  });

  it('admit to the host of a proxy only the zones that are sent there', async () => {
    const rules = [{ when: { zone: 'guests' }, use: 'direct' }];
    const id = await follower(await putPolicy(), { rules });
    const path = `/v1/profiles/${id}/firewall-rules/nftables?side=host`;
    const text = await (await call('GET', path)).text();
    expect(text).toMatch(/10\.20\.0\.0\/16.*3128.*accept/);
    expect(text).toMatch(/3128.*reject/);
    expect(text).not.toContain('10.99.0.0');
  });

  it('want to know which machine when proxies are on several, and keep these apart', async () => {
    const proxies = {
      one: { scheme: 'http', host: '10.4.0.8', port: 3128 },
      two: { scheme: 'http', host: '10.4.0.9', port: 8080 },
      tls: { scheme: 'https', host: '10.4.0.8', port: 8443 },
    };
    const id = await follower(await putPolicy(), { proxies, routes: { all: ['one', 'tls', 'two'] }, default: 'all' });
    const path = `/v1/profiles/${id}/firewall-rules/iptables?side=host`;
    for (const query of ['', '&proxy=three']) {
      const { errors } = await callProblem(422, 'GET', `${path}${query}`);
      expect(errors).toMatchObject([{ parameter: 'proxy', expected: 'proxy=NAME, one of one, tls, two' }]);
    }
    await callProblem(422, 'GET', `${path}&proxy=constructor`);
    const text = await (await call('GET', `${path}&proxy=tls`)).text();
    expect([text.includes('3128'), text.includes('8443'), text.includes('8080')]).toEqual([true, true, false]);
  });

  it('refuse a profile without a policy, a proxy without side=host, and words that they do not know', async () => {
    const { id: free } = await put(newId());
    for (const path of ['openings', 'firewall-rules/nftables', 'firewall-rules/nftables?side=host']) {
      const { errors } = await callProblem(422, 'GET', `/v1/profiles/${free}/${path}`);
      expect(errors).toMatchObject([{ code: 'profile.no-firewall' }]);
    }
    const id = await follower(await putPolicy());
    await callProblem(422, 'GET', `/v1/profiles/${id}/firewall-rules/nftables?proxy=squid`);
    await callProblem(422, 'GET', `/v1/profiles/${id}/firewall-rules/nftables?side=inside`);
    const { errors } = await callProblem(404, 'GET', `/v1/profiles/${id}/firewall-rules/iptabels`);
    expect(errors).toMatchObject([{ parameter: 'format', fix: 'Did you mean "iptables"?' }]);
    await callProblem(404, 'GET', `/v1/profiles/${newId()}/openings`);
  });

  it('are for tokens of this profile', async () => {
    const id = await follower(await putPolicy());
    const own = await tokenFor({ scopes: ['read'], profiles: [id] });
    const other = await tokenFor({ scopes: ['read'], profiles: ['other'] });
    for (const path of [`/v1/profiles/${id}/openings`, `/v1/profiles/${id}/firewall-rules/ufw`]) {
      expect((await call('GET', path, { token: own })).status).toBe(200);
      await callProblem(403, 'GET', path, { token: other });
    }
  });
});

/** What iptables-save prints. */
const SAVED =
  '*filter\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A FORWARD -s 10.20.0.0/16 -d 10.4.0.8/32 -p tcp -m tcp --dport 3128 -j ACCEPT\n-A FORWARD -i eth0 -j ACCEPT\nCOMMIT\n';

describe('POST /v1/firewalls/import', () => {
  const send = async (body: unknown) =>
    ImportAnswer.parse(await callJson(200, 'POST', '/v1/firewalls/import', { body }));

  it('answers the example of the documentation with the answer of the documentation', async () => {
    const definitions = createApp(registryOf).getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: '', version: '' },
    });
    const paths = definitions.paths as unknown as { readonly '/v1/firewalls/import': { readonly post: Documented } };
    const { requestBody, responses } = paths['/v1/firewalls/import'].post;
    const { document, report, findings } = await send(requestBody.content['application/json'].example);
    expect({ document, report, findings }).toEqual(responses['200'].content['application/json'].example);
  });

  it('refuses a text that makes more than one policy holds, in plain words', async () => {
    const text = Array.from({ length: 6_001 }, (_, k) => `allow,10.0.0.1,any,tcp,${k + 1}`).join('\n');
    const body = { format: 'csv', text };
    const { errors, detail } = await callProblem(422, 'POST', '/v1/firewalls/import', { body });
    expect(detail).toBe('Expected a text that makes at most 5000 rules, found 6001.');
    expect(errors).toMatchObject([{ pointer: '/text', code: 'import.too-large' }]);
    const from = Array.from({ length: MAX_PEERS + 1 }, (_, k) => `10.0.${k >> 8}.${k & 255}`).join(' ');
    const long = { format: 'csv', text: `allow,${from},any,tcp,80` };
    const tooLong = await callProblem(422, 'POST', '/v1/firewalls/import', { body: long });
    expect(tooLong.detail).toMatch(/^Expected a policy within its limits, found \/rules\/0\/from: expected at most/);
  });

  it('reads a CSV into the zones of a policy, and the result can be stored', async () => {
    const text = 'action,from,to,protocol,ports\nallow,staff,proxies,tcp,3128\nallow,nowhere,any,tcp,1\n';
    const { document, report } = await send({ format: 'csv', text, base: POLICY });
    expect(report).toMatchObject({ found: 2, kept: 1, remarks: [{ at: 'line 3', effect: 'left-out' }] });
    expect(document).toMatchObject({
      title: POLICY.title,
      zones: POLICY.zones,
      rules: [{ from: 'staff', to: 'proxies' }],
    });
    await putPolicy(document);
  });

  it('reads nftables, the chain that is named', async () => {
    const chain = (name: string, hook: string) => ({
      chain: { family: 'inet', table: 'f', name, type: 'filter', hook, policy: 'drop' },
    });
    const port = { match: { op: '==', left: { payload: { protocol: 'tcp', field: 'dport' } }, right: 3128 } };
    const rule = { rule: { family: 'inet', table: 'f', chain: 'out', handle: 4, expr: [port, { accept: null }] } };
    const text = JSON.stringify({ nftables: [chain('fwd', 'forward'), chain('out', 'output'), rule] });
    expect((await send({ format: 'nftables', text })).document.rules).toEqual([]);
    const named = await send({ format: 'nftables', text, chain: 'inet f out' });
    expect(named.document).toMatchObject({ rules: [{ action: 'allow', ports: 3128 }], default: 'deny' });
    const { errors } = await callProblem(422, 'POST', '/v1/firewalls/import', {
      body: { format: 'nftables', text, chain: 'inet f gone' },
    });
    expect(errors).toMatchObject([{ pointer: '/chain', code: 'import.unreadable' }]);
  });

  it('reads iptables of one family or of both', async () => {
    const { document, report } = await send({ format: 'iptables', text: SAVED });
    expect(document).toMatchObject({
      rules: [{ action: 'allow', from: '10.20.0.0/16', to: '10.4.0.8', ports: 3128 }],
      default: 'deny',
    });
    expect(report).toMatchObject({ found: 2, kept: 1, remarks: [{ at: 'line 5' }, { at: 'IPv6' }] });
    const ipv6 = '*filter\n:FORWARD DROP [0:0]\n-A FORWARD -d 2001:db8::8/128 -p udp -j ACCEPT\nCOMMIT\n';
    const both = await send({ format: 'iptables', text: SAVED, ipv6 });
    expect(both.document.rules).toMatchObject([{ to: '10.4.0.8' }, { to: '2001:db8::8' }]);
    expect(both.report.remarks).toMatchObject([{ at: 'IPv4, line 5' }]);
    const alone = await send({ format: 'ip6tables', text: ipv6, chain: 'FORWARD' });
    expect(alone.document.rules).toMatchObject([{ to: '2001:db8::8', protocol: 'udp' }]);
    await putPolicy(both.document);
  });

  it('reads security groups into the zones of a policy, and the result can be stored', async () => {
    const permission = { IpProtocol: 'tcp', FromPort: 3128, ToPort: 3128, IpRanges: [{ CidrIp: '10.4.0.8/32' }] };
    const groups = ['portolan-staff', 'lobby'].map((GroupName) => ({ GroupName, IpPermissionsEgress: [permission] }));
    const text = JSON.stringify({ SecurityGroups: groups });
    const { document, report } = await send({ format: 'aws-security-group', text, base: POLICY });
    expect(document).toMatchObject({ zones: POLICY.zones, rules: [{ from: 'staff', to: '10.4.0.8', ports: 3128 }] });
    expect(report).toMatchObject({ found: 2, kept: 1, remarks: [{ at: 'group lobby', effect: 'left-out' }] });
    await putPolicy(document);
  });

  it.each([
    [{ format: 'nftables', text: 'table inet filter {' }, '/text'],
    [{ format: 'nftables', text: '{"nftables":[]}' }, '/text'],
    [{ format: 'nftables', text: `${'['.repeat(100_000)}` }, '/text'],
    [{ format: 'nftables', text: `{"nftables":${'['.repeat(20_000)}${']'.repeat(20_000)}}` }, '/text'],
    [{ format: 'nftables', text: '{}', base: {} }, '/base'],
    [{ format: 'nftables', text: '{}', chain: 'forward' }, '/chain'],
    [
      { format: 'csv', text: 'allow,any,any', base: { rules: [{ action: 'allow', from: 'x', to: 'any' }] } },
      '/base/rules/0/from',
    ],
    [{ format: 'csv', text: '' }, '/text'],
    [{ format: 'cisco', text: 'x' }, '/format'],
    [{ format: 'iptables', text: '{}' }, '/text'],
    [{ format: 'iptables', text: SAVED, ipv6: 'another text' }, '/text'],
    [{ format: 'iptables', text: SAVED, chain: 'gone' }, '/chain'],
    [{ format: 'iptables', text: SAVED, chain: 'inet filter forward' }, '/chain'],
    [{ format: 'ip6tables', text: SAVED, ipv6: SAVED }, '/ipv6'],
    [{ format: 'aws-security-group', text: 'SecurityGroups:' }, '/text'],
    [{ format: 'aws-security-group', text: '{"SecurityGroups":7}' }, '/text'],
    [
      { format: 'aws-security-group', text: '{}', base: { rules: [{ action: 'allow', from: 'x', to: 'any' }] } },
      '/base/rules/0/from',
    ],
    [{ format: 'csv', text: 'allow,any,any,tcp,1\n'.repeat(5_001) }, '/text'],
  ])('refuses what it cannot read at its place (case %#)', async (body, pointer) => {
    const { errors } = await callProblem(422, 'POST', '/v1/firewalls/import', { body });
    expect(errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('stores nothing, and leaves a policy that is called import alone', async () => {
    await callJson(201, 'PUT', '/v1/firewalls/import', { body: POLICY });
    await send({ format: 'csv', text: 'deny,any,any\n' });
    expect(await callJson(200, 'GET', '/v1/firewalls/import')).toMatchObject({ revision: 1, document: POLICY });
    await callProblem(403, 'POST', '/v1/firewalls/import', {
      body: { format: 'csv', text: 'deny,any,any' },
      token: await tokenFor({ scopes: ['probe'] }),
    });
  });
});

interface Documented {
  readonly requestBody: { readonly content: { readonly 'application/json': { readonly example: unknown } } };
  readonly responses: {
    readonly 200: { readonly content: { readonly 'application/json': { readonly example: unknown } } };
  };
}

const DOH = 'https://resolver.example/dns-query';

/** What the resolver says of a name: IPv4 addresses, or a response code. */
type Zone = Readonly<Record<string, readonly string[] | number>>;

/** Sets a resolver for one test, and gives the names that it is asked for. No packet leaves: `fetch` is replaced. */
function withResolver(zone: Zone, networks = ''): string[] {
  const asked: string[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    expect([url, init?.method, init?.redirect]).toEqual([DOH, 'POST', 'manual']);
    const [name, isFirst] = questionOf(init?.body as Uint8Array);
    if (isFirst) asked.push(name);
    const said = zone[name] ?? 3;
    const addresses = isFirst && typeof said !== 'number' ? said : [];
    return new Response(dnsMessage(typeof said === 'number' ? said : 0, addresses));
  });
  set('DOH_URL', DOH);
  set('PROBE_NETWORKS', networks);
  return asked;
}

const set = (name: 'DOH_URL' | 'PROBE_NETWORKS', value: string | undefined) =>
  Object.defineProperty(env, name, { configurable: true, value });

function questionOf(query: Uint8Array): [name: string, isA: boolean] {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(new TextDecoder().decode(query.slice(at + 1, at + 1 + length)));
    at += length + 1;
  }
  return [labels.join('.'), query[at + 2] === 1];
}

/** RFC 1035, section 4: a header, and one A record for each address. */
function dnsMessage(code: number, addresses: readonly string[]): Uint8Array<ArrayBuffer> {
  const records = addresses.flatMap((text) => [
    0xc0,
    12,
    0,
    1,
    0,
    1,
    0,
    0,
    0,
    60,
    0,
    4,
    ...text.split('.').map(Number),
  ]);
  return Uint8Array.from([0, 0, 0x81, 0x80 | code, 0, 0, 0, addresses.length, 0, 0, 0, 0, ...records]);
}

/** A policy whose rules go to these names. */
const toNames = (...names: readonly string[]) => ({
  groups: { far: ['far.example', '*.below.example'] },
  names: { 'old.example': ['8.8.4.4'] },
  rules: [{ action: 'allow', from: 'any', to: [...names, 'old.example'], ports: 443 }],
});

describe('POST /v1/firewalls/{id}/resolve', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    set('DOH_URL', undefined);
    set('PROBE_NETWORKS', undefined);
  });

  const resolve = async (id: string, query = '', body?: unknown) =>
    ResolveAnswer.parse(
      await callJson(200, 'POST', `/v1/firewalls/${id}/resolve${query}`, body === undefined ? {} : { body }),
    );

  it('fills the names without addresses, as a new revision, in an order that does not turn', async () => {
    const id = await putPolicy(toNames('near.example'));
    const asked = withResolver({ 'near.example': ['9.9.9.9', '8.8.8.8', '9.9.9.9'], 'far.example': ['1.1.1.1'] });
    const { results, firewall } = await resolve(id);
    expect(asked.toSorted()).toEqual(['far.example', 'near.example']);
    expect(results).toEqual([
      { name: 'near.example', state: 'resolved', addresses: ['8.8.8.8', '9.9.9.9'] },
      { name: 'far.example', state: 'resolved', addresses: ['1.1.1.1'] },
    ]);
    expect(firewall).toMatchObject({ id, revision: 2 });
    expect(firewall.document.names).toEqual({
      'old.example': ['8.8.4.4'],
      'near.example': ['8.8.8.8', '9.9.9.9'],
      'far.example': ['1.1.1.1'],
    });
    expect((await resolve(id)).results).toEqual([]);
    expect(await callJson(200, 'GET', `/v1/firewalls/${id}`)).toMatchObject({ revision: 2 });
  });

  it('asks again for a name that is named, and makes no revision when nothing changed', async () => {
    const id = await putPolicy(toNames());
    withResolver({ 'old.example': ['8.8.4.4'] });
    expect((await resolve(id, '', { names: ['OLD.example'] })).firewall.revision).toBe(1);
    withResolver({ 'old.example': ['8.8.8.8'] });
    const { firewall } = await resolve(id, '', { names: ['old.example'] });
    expect([firewall.revision, firewall.document.names]).toEqual([2, { 'old.example': ['8.8.8.8'] }]);
  });

  it('only says what it would do in a dry run', async () => {
    const id = await putPolicy(toNames('near.example'));
    withResolver({ 'near.example': ['8.8.8.8'] });
    expect((await resolve(id, '?dryRun=true')).firewall.document.names).toHaveProperty(['near.example']);
    expect(await callJson(200, 'GET', `/v1/firewalls/${id}`)).toMatchObject({ revision: 1 });
  });

  it('keeps a name as it was when it cannot be resolved, and says why', async () => {
    const id = await putPolicy(toNames('gone.example', 'empty.example', 'broken.example'));
    withResolver({ 'empty.example': [], 'broken.example': 2, 'far.example': ['1.1.1.1'] });
    const { results, firewall } = await resolve(id);
    expect(results.map(({ state }) => state)).toEqual(['no-such-name', 'no-address', 'resolver', 'resolved']);
    expect(results[2]?.reason).toBe('the resolver answers with the DNS error SERVFAIL');
    expect(Object.keys(firewall.document.names ?? {})).toEqual(['far.example', 'old.example']);
  });

  it.each(['10.0.0.1', '127.0.0.1', '169.254.169.254', '192.168.1.1', '100.64.0.1', '0.0.0.0'])(
    'does not take over that a name is %s, beside a public address either, unless the operator allows that range',
    async (inside) => {
      const id = await putPolicy(toNames('near.example'));
      withResolver({ 'near.example': ['8.8.8.8', inside] });
      const { results, firewall } = await resolve(id);
      expect(results[0]).toMatchObject({ name: 'near.example', state: 'refused', addresses: [] });
      expect(results[0]?.reason).toContain(inside);
      expect(firewall.revision).toBe(1);
      withResolver({ 'near.example': ['8.8.8.8', inside] }, `${inside}/32`);
      expect((await resolve(id)).results[0]).toMatchObject({ state: 'resolved' });
    },
  );

  it('asks for no name that does not stand in the policy', async () => {
    const id = await putPolicy(toNames());
    const asked = withResolver({ 'evil.example': ['8.8.8.8'] });
    for (const name of ['evil.example', 'below.example', 'x.below.example', '__proto__', '10.0.0.1', 'a b']) {
      const body = { names: ['old.example', name] };
      const { errors } = await callProblem(422, 'POST', `/v1/firewalls/${id}/resolve`, { body });
      expect(errors).toMatchObject([{ pointer: '/names/1', code: 'reference.unknown' }]);
    }
    expect(asked).toEqual([]);
  });

  it('asks for 20 names in a call and names the others', async () => {
    const names = Array.from({ length: 22 }, (_, n) => `n${n}.example`);
    const id = await putPolicy(toNames(...names));
    const asked = withResolver(Object.fromEntries([...names, 'far.example'].map((name) => [name, ['8.8.8.8']])));
    const first = (await resolve(id)).results.map(({ state }) => state);
    expect([asked.length, first.filter((state) => state === 'not-asked').length]).toEqual([20, 3]);
    const second = (await resolve(id)).results.map(({ state }) => state);
    expect(second).toEqual(['resolved', 'resolved', 'resolved']);
  });

  it('refuses without a resolver, and asks nobody', async () => {
    const id = await putPolicy(toNames('near.example'));
    const fetcher = vi.spyOn(globalThis, 'fetch');
    for (const value of [undefined, '']) {
      set('DOH_URL', value);
      const { errors } = await callProblem(422, 'POST', `/v1/firewalls/${id}/resolve`);
      expect(errors).toMatchObject([{ code: 'resolve.no-resolver' }]);
    }
    expect(fetcher).not.toHaveBeenCalled();
  });

  it('keeps preconditions before it asks, and needs probe and write', async () => {
    const id = await putPolicy(toNames('near.example'));
    const path = `/v1/firewalls/${id}/resolve`;
    const asked = withResolver({ 'near.example': ['8.8.8.8'] });
    await callProblem(412, 'POST', path, { headers: { 'If-Match': '"1-0"' } });
    await callProblem(412, 'POST', path, { headers: { 'If-None-Match': '*' } });
    for (const scopes of [['read'], ['write'], ['probe']]) {
      await callProblem(403, 'POST', path, { token: await tokenFor({ scopes }) });
    }
    await callProblem(403, 'POST', path, { token: await tokenFor({ scopes: ['probe', 'write'], profiles: ['p'] }) });
    await callProblem(404, 'POST', `/v1/firewalls/${newId()}/resolve`);
    expect(asked).toEqual([]);
    const { etag } = await callJson<{ etag: string }>(200, 'GET', `/v1/firewalls/${id}`);
    const token = await tokenFor({ scopes: ['probe', 'write'] });
    const answer = await call('POST', path, { token, headers: { 'If-Match': etag } });
    expect([answer.status, answer.headers.get('etag')]).toEqual([
      200,
      (await callJson<{ etag: string }>(200, 'GET', `/v1/firewalls/${id}`)).etag,
    ]);
  });
});
