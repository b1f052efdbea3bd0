import { describe, expect, it } from 'vitest';
import { Rendered } from '../../schemas/stateless.ts';
import { TargetList } from '../../schemas/targets.ts';
import { sha256Hex } from '../../worker/core/hash.ts';
import { TEXT_NAMES } from '../../worker/core/targets/text.ts';
import { RENDERED_EXAMPLE } from '../../worker/routes/targets.ts';
import { call, callJson, callProblem, newId, ORIGIN, profile, put, textOf } from './api.ts';

/** A profile for which every target has a text. */
const whole = (more: Record<string, unknown> = {}) =>
  profile(3128, { devices: { identifier: 'com.example.proxy', wifi: [{ ssid: 'Corp', security: 'wpa2' }] }, ...more });

/** One for which servers of SOCKS have a text, too. */
const complete = () => {
  const proxies = {
    squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128 },
    tunnel: { scheme: 'socks5', host: 'socks.corp.example', port: 1080 },
  };
  return whole({ proxies, rules: [{ when: { domain: 'lab.example' }, use: 'tunnel' }] });
};

/** Stores a profile and gives its id, its key and where its snippets and its files are. */
async function stored(document: Record<string, unknown> = whole()) {
  const { id, publication } = await put(newId('tgt'), document);
  const pacUrl = publication?.pacUrl ?? '';
  const key = pacUrl.split('/').at(-1)?.replace('.pac', '') ?? '';
  return { id, key, pacUrl, snippets: `/v1/profiles/${id}/snippets`, files: `/config/${id}/${key}` };
}

const tokenFor = async (scopes: readonly string[], profiles?: readonly string[]) =>
  (
    await callJson<{ token: string }>(201, 'POST', '/v1/tokens', {
      body: { name: 'test', scopes, ...(profiles && { profiles }) },
    })
  ).token;

/** A policy in whose zone `guests` no proxy can be reached. */
const policy = {
  zones: {
    staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] },
    guests: { networks: ['10.99.0.0/16'], seenAs: ['203.0.113.0/24'] },
  },
  names: { 'proxy.corp.example': ['10.4.0.8'], 'spare.corp.example': ['10.5.0.8'] },
  rules: [
    { id: 'staff-proxy', action: 'allow', from: 'staff', to: '10.4.0.0/24', ports: [3128] },
    { id: 'guest-proxy', action: 'allow', from: 'guests', to: '10.5.0.0/24', ports: [3128] },
  ],
  default: 'deny',
};
const two = (firewall?: string) =>
  whole({
    proxies: {
      squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128 },
      spare: { scheme: 'http', host: 'spare.corp.example', port: 3128 },
    },
    routes: { office: ['squid', 'spare'] },
    rules: [],
    default: 'office',
    ...(firewall && { firewall }),
  });
const storePolicy = async () => {
  const firewall = newId('fw');
  await callJson(201, 'PUT', `/v1/firewalls/${firewall}`, { body: policy });
  return firewall;
};

describe('GET /v1/targets', () => {
  it('lists the table to whoever may read, as the schema says', async () => {
    const { items } = TargetList.parse(await callJson(200, 'GET', '/v1/targets', { token: await tokenFor(['read']) }));
    expect(items.length).toBeGreaterThan(28);
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(['pac', 'macos-mobileconfig', 'squid']));
  });

  it('refuses who may only probe, and parameters that it does not know', async () => {
    await callProblem(403, 'GET', '/v1/targets', { token: await tokenFor(['probe']) });
    await callProblem(422, 'GET', '/v1/targets?family=apple');
  });
});

describe('GET /v1/profiles/{id}/snippets/{target}', () => {
  it('answers the raw file under its name and type, with the URL of the PAC', async () => {
    const { snippets, pacUrl } = await stored();
    const answer = await call('GET', `${snippets}/macos-mobileconfig`);
    const text = await textOf(answer);
    expect(answer.status).toBe(200);
    expect(text).toContain(`<string>${pacUrl}?for=apple</string>`);
    const { headers } = answer;
    expect(headers.get('content-type')).toBe('application/x-apple-aspen-config');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.mobileconfig"$/);
    expect(headers.get('etag')).toBe(`"${sha256Hex(text)}"`);
    expect(headers.get('vary')).toBe('Accept');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(TEXT_NAMES)('%s: the envelope holds the same text as the file, and an error is a problem', async (target) => {
    const { snippets } = await shared;
    const answer = await call('GET', `${snippets}/${target}`);
    const raw = await textOf(answer);
    expect([answer.status, raw.length > 0]).toEqual([200, true]);
    const envelope = Rendered.parse(
      await (await call('GET', `${snippets}/${target}`, { headers: { Accept: 'application/json' } })).json(),
    );
    expect(envelope).toMatchObject({ target, text: raw, hash: sha256Hex(raw), bytes: new Blob([raw]).size });
    expect(answer.headers.get('content-type')).toBe(envelope.mediaType);
    const removed = await call('GET', `${snippets}/${target}?action=remove`);
    expect([200, 422]).toContain(removed.status);
    if (removed.status === 200) expect(await textOf(removed)).not.toBe(raw);
    else expect(removed.headers.get('content-type')).toBe('application/problem+json');
  });

  it('answers 304 to its entity tag, and another tag for the envelope', async () => {
    const { snippets } = await shared;
    const raw = await call('GET', `${snippets}/git`);
    const json = await call('GET', `${snippets}/git`, { headers: { Accept: 'application/json' } });
    const etag = raw.headers.get('etag') ?? '';
    expect(json.headers.get('etag')).not.toBe(etag);
    const again = await call('GET', `${snippets}/git`, { headers: { 'If-None-Match': `"x", W/${etag}` } });
    expect([again.status, await textOf(again), again.headers.get('etag')]).toEqual([304, '', etag]);
    const other = await call('GET', `${snippets}/git`, {
      headers: { Accept: 'application/json', 'If-None-Match': etag },
    });
    expect(other.status).toBe(200);
  });

  it('serves as pac the bytes that the edge serves, in each flavour', async () => {
    const { snippets, pacUrl } = await stored();
    for (const flavour of ['generic', 'apple', 'windows']) {
      const served = await textOf(await call('GET', `${pacUrl}?for=${flavour}`, { token: null }));
      expect(await textOf(await call('GET', `${snippets}/pac?for=${flavour}`))).toBe(served);
    }
  });

  it('tells in the envelope what the target cannot say, by the pointer of the rule', async () => {
    const { snippets } = await stored(whole({ rules: [{ when: { plain: true }, use: 'direct' }] }));
    const headers = { Accept: 'application/json' };
    const { findings } = Rendered.parse(await callJson(200, 'GET', `${snippets}/git?mode=fixed`, { headers }));
    expect(findings).toContainEqual(expect.objectContaining({ code: 'target.bypass-lost', path: '/rules/0' }));
  });

  it('follows the firewall policy: a zone gets the proxy that it can reach, and its PAC in the URL', async () => {
    const { snippets, pacUrl } = await stored(two(await storePolicy()));
    const text = async (path: string) => textOf(await call('GET', `${snippets}/${path}`));
    expect(await text('git?mode=fixed&zone=staff')).toContain('http://proxy.corp.example:3128');
    expect(await text('git?mode=fixed&zone=guests')).toContain('http://spare.corp.example:3128');
    expect(await text('macos-mobileconfig?zone=guests')).toContain(`${pacUrl}?zone=guests&amp;for=apple`);
    const served = await textOf(await call('GET', `${pacUrl}?zone=guests`, { token: null }));
    expect(await text('pac?zone=guests')).toBe(served);
  });

  it.each([
    ['an unknown mode', 'git?mode=auto', 'mode'],
    ['an unknown action', 'git?action=delete', 'action'],
    ['a zone where there is no policy', 'git?zone=staff', 'zone'],
    ['an unknown parameter', 'git?pacUrl=http://a.example/', 'pacUrl'],
    ['a parameter given twice', 'git?mode=pac&mode=fixed', 'mode'],
    ['fixed mode where there is none', 'pac?mode=fixed', 'mode'],
    ['removing what only a server holds', 'pac?action=remove', 'action'],
  ])('refuses %s with 422 and names the parameter', async (_, path, parameter) => {
    const { snippets } = await shared;
    expect((await callProblem(422, 'GET', `${snippets}/${path}`)).errors).toMatchObject([{ parameter }]);
  });

  it('refuses what the profile has too little for, by its pointer', async () => {
    const { snippets } = await stored(profile());
    expect((await callProblem(422, 'GET', `${snippets}/wifi-mobileconfig`)).errors).toMatchObject([
      { pointer: '/devices/wifi', code: 'target.wifi-missing' },
    ]);
  });

  it('answers 404 for an unknown profile, and for an unknown target with what was probably meant', async () => {
    const { snippets } = await shared;
    await callProblem(404, 'GET', `/v1/profiles/${newId()}/snippets/git`);
    const { errors } = await callProblem(404, 'GET', `${snippets}/macos-mobilconfig`);
    expect(errors).toMatchObject([{ parameter: 'target', fix: 'Did you mean "macos-mobileconfig"?' }]);
    await callProblem(404, 'GET', `${snippets}/..%2Fgit`);
  });

  it('shows a key only to who may read keys: fixed and public texts need read, a PAC URL with its key needs write', async () => {
    const { id, key, snippets } = await stored();
    const token = await tokenFor(['read']);
    for (const path of ['pac', 'git?mode=fixed', 'macos-mobileconfig?mode=fixed', 'windows-registry?action=remove']) {
      const answer = await call('GET', `${snippets}/${path}`, { token });
      expect([path, answer.status, (await textOf(answer)).includes(key)]).toEqual([path, 200, false]);
    }
    for (const path of ['macos-mobileconfig', 'wpad-dnsmasq', 'install.sh', 'install.ps1']) {
      const problem = await callProblem(403, 'GET', `${snippets}/${path}`, { token });
      expect(JSON.stringify(problem)).not.toContain(key);
    }
    expect((await call('GET', `${snippets}/install.sh`, { token: await tokenFor(['write'], [id]) })).status).toBe(200);
    const open = await stored(whole({ delivery: { access: 'public' } }));
    const answer = await call('GET', `${open.snippets}/macos-mobileconfig`, { token });
    expect(await textOf(answer)).toContain(`${ORIGIN}/pac/${open.id}.pac?for=apple`);
  });

  it('refuses tokens without the scope, and for another profile', async () => {
    const { snippets } = await shared;
    await callProblem(403, 'GET', `${snippets}/git`, { token: await tokenFor(['probe']) });
    await callProblem(403, 'GET', `${snippets}/git`, { token: await tokenFor(['read'], [newId()]) });
  });
});

const shared = stored(complete());

const render = async (body: unknown) => Rendered.parse(await callJson(200, 'POST', '/v1/render', { body }));

describe('POST /v1/render with a target', () => {
  it('gives the same text as the snippet of the stored profile', async () => {
    const { id, pacUrl, snippets } = await shared;
    for (const target of ['firefox-policies', 'git', 'install.sh', 'pac']) {
      const rendered = await render({ id, profile: complete(), target, pacUrl });
      expect(rendered.text).toBe(await textOf(await call('GET', `${snippets}/${target}`)));
      expect(rendered).toMatchObject({ target, hash: sha256Hex(rendered.text) });
    }
    const removal = await render({ id, profile: complete(), target: 'gnome-dconf', mode: 'fixed', action: 'remove' });
    expect(removal.text).toBe(await textOf(await call('GET', `${snippets}/gnome-dconf?mode=fixed&action=remove`)));
  });

  it('follows an inline firewall policy', async () => {
    const request = { profile: two('campus'), firewall: policy, target: 'git', mode: 'fixed' };
    expect((await render({ ...request, zone: 'staff' })).text).toContain('http://proxy.corp.example:3128');
    expect((await render({ ...request, zone: 'guests' })).text).toContain('http://spare.corp.example:3128');
  });

  it('tells what is to mind about the profile, then about the target', async () => {
    const { findings } = await render({
      profile: profile(3128, { rules: [{ when: { plain: true }, use: 'direct' }] }),
      target: 'git',
    });
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['target.pac-unsupported', 'target.bypass-lost']),
    );
  });

  it.each([
    ['a PAC target without a URL', { target: 'macos-mobileconfig' }, '/pacUrl'],
    ['a URL that cannot be embedded', { target: 'macos-mobileconfig', pacUrl: 'http://a.example/"x' }, '/pacUrl'],
    ['an installer without a URL', { target: 'install.sh' }, '/pacUrl'],
    ['fixed mode where there is none', { target: 'pac', mode: 'fixed' }, '/mode'],
    ['an unknown mode', { target: 'git', mode: 'auto' }, '/mode'],
    ['an unknown action', { target: 'git', action: 'undo' }, '/action'],
    ['removing what only a server holds', { target: 'pac', action: 'remove' }, '/action'],
    [
      'a profile with too little for it',
      { target: 'wifi-mobileconfig', pacUrl: 'http://a.example/p' },
      '/profile/devices/wifi',
    ],
    ['an unknown zone', { target: 'git', firewall: policy, zone: 'moon' }, '/zone'],
    ['a wrong policy', { target: 'git', firewall: { ...policy, default: 'perhaps' } }, '/firewall/default'],
  ])('refuses %s with 422 and its pointer', async (_, more, pointer) => {
    const { errors } = await callProblem(422, 'POST', '/v1/render', { body: { profile: profile(), ...more } });
    expect(errors?.[0]).toMatchObject({ pointer });
  });

  it('guesses the target that was meant', async () => {
    const { errors } = await callProblem(422, 'POST', '/v1/render', { body: { profile: profile(), target: 'gti' } });
    expect(errors).toMatchObject([{ pointer: '/target', found: 'gti', fix: 'Did you mean "git"?' }]);
  });

  it('is shown in OpenAPI by an example that is one', () => {
    const { text, bytes, hash } = Rendered.parse(RENDERED_EXAMPLE);
    expect([bytes, hash]).toEqual([text.length, sha256Hex(text)]);
  });
});

const get = (path: string, headers: Record<string, string> = {}) => call('GET', path, { token: null, headers });

describe('GET /config/{id}/{key}/{target}', () => {
  it('answers the file without a token, naming the PAC by the key of the URL, with the headers of the edge', async () => {
    const { files, pacUrl } = await stored();
    const answer = await get(`${files}/ios-mobileconfig`, { Origin: 'https://evil.example' });
    const text = await textOf(answer);
    expect([answer.status, text.includes(`${pacUrl}?for=apple`)]).toEqual([200, true]);
    const { headers } = answer;
    expect(headers.get('content-type')).toBe('application/x-apple-aspen-config');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(headers.get('etag')).toBe(`"${sha256Hex(text)}"`);
    expect(headers.get('cache-control')).toBe('private, max-age=300');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('portolan-revision')).toBe('1');
    expect(headers.has('access-control-allow-origin')).toBe(false);
    const again = await get(`${files}/ios-mobileconfig`, { 'If-None-Match': headers.get('etag') ?? '' });
    expect([again.status, await textOf(again)]).toEqual([304, '']);
  });

  it.each(TEXT_NAMES)('%s is the same bytes as the snippet, and the envelope of render', async (target) => {
    const { files, snippets } = await shared;
    const raw = await textOf(await get(`${files}/${target}`));
    expect(raw).toBe(await textOf(await call('GET', `${snippets}/${target}`)));
    const json = await (await get(`${files}/${target}`, { Accept: 'application/json' })).json();
    expect(Rendered.parse(json)).toMatchObject({ target, text: raw });
  });

  it('takes mode and action, and refuses others: a misspelt removal must not configure', async () => {
    const { files, snippets } = await shared;
    for (const query of ['?mode=fixed', '?action=remove', '?mode=fixed&action=remove']) {
      const file = await textOf(await get(`${files}/gnome-dconf${query}`));
      expect(file).toBe(await textOf(await call('GET', `${snippets}/gnome-dconf${query}`)));
    }
    for (const query of ['mode=auto', 'action=delete', 'action=apply&action=remove']) {
      const problem = await callProblem(422, 'GET', `${files}/git?${query}`, { token: null });
      expect(problem.errors).toMatchObject([{ parameter: query.split('=')[0], code: 'parameter.invalid' }]);
    }
  });

  it('tells an admitted client why there is no text, and HEAD without a body', async () => {
    const { files } = await stored(profile());
    const answer = await get(`${files}/wifi-mobileconfig`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-robots-tag')]).toEqual([
      422,
      'application/problem+json',
      'noindex',
    ]);
    expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/devices/wifi', code: 'target.wifi-missing' }] });
    const head = await call('HEAD', `${files}/wifi-mobileconfig`, { token: null });
    expect([head.status, await textOf(head)]).toEqual([422, '']);
  });

  it('is of the published revision; stage=next is of the one that waits', async () => {
    const { id, files } = await stored();
    await put(
      id,
      whole({ proxies: { squid: { scheme: 'http', host: 'next.corp.example', port: 3128 } } }),
      '?publish=false',
    );
    const text = async (query: string) => textOf(await get(`${files}/git${query}`));
    expect(await text('')).toContain('proxy.corp.example');
    expect(await text('?stage=next')).toContain('next.corp.example');
  });

  it('follows the zone by ?zone= or by the address, but pins a PAC URL to a zone only when asked', async () => {
    const { files, pacUrl } = await stored(two(await storePolicy()));
    const guest = { 'CF-Connecting-IP': '203.0.113.9' };
    expect(await textOf(await get(`${files}/git?zone=guests`))).toContain('spare.corp.example');
    expect(await textOf(await get(`${files}/git`, guest))).toContain('spare.corp.example');
    expect(await textOf(await get(`${files}/git`))).toContain('proxy.corp.example');
    expect(await textOf(await get(`${files}/pac`, guest))).toBe(await textOf(await get(pacUrl, guest)));
    expect(await textOf(await get(`${files}/chrome-policy`, guest))).toContain(`"${pacUrl}"`);
    expect(await textOf(await get(`${files}/chrome-policy?zone=guests`))).toContain(`"${pacUrl}?zone=guests"`);
    const unknown = await get(`${files}/git?zone=moon`);
    expect([unknown.status, unknown.headers.get('portolan-variant')]).toEqual([200, 'generic; unknown=zone']);
  });

  it('follows the zone in what an installer decides now, and leaves it to the URL of the PAC', async () => {
    const { files, pacUrl } = await stored(two(await storePolicy()));
    const guest = { 'CF-Connecting-IP': '203.0.113.9' };
    for (const installer of ['install.sh', 'install.ps1']) {
      const [inside, asGuest, bound] = await Promise.all(
        [
          get(`${files}/${installer}`),
          get(`${files}/${installer}`, guest),
          get(`${files}/${installer}?zone=guests`),
        ].map(async (answer) => textOf(await answer)),
      );
      expect(inside).toContain('http://proxy.corp.example:3128');
      for (const text of [asGuest, bound]) {
        expect(text).toContain('http://spare.corp.example:3128');
        expect(text).not.toContain('proxy.corp.example');
        expect(text).toContain('zone guests');
      }
      expect(asGuest).toContain(pacUrl);
      expect(asGuest).not.toContain('zone=guests');
      expect(bound).toContain(`${pacUrl}?zone=guests`);
    }
    const unknown = await get(`${files}/install.sh?zone=moon`, guest);
    expect([unknown.status, unknown.headers.get('portolan-variant')]).toEqual([200, 'generic; unknown=zone']);
    expect(await textOf(unknown)).toContain('http://proxy.corp.example:3128');
  });

  it('gives a server the same text whoever fetches it, and none without a port', async () => {
    const { files, snippets } = await stored(two(await storePolicy()));
    const text = async (query: string, headers = {}) => textOf(await get(`${files}/squid${query}`, headers));
    expect(await text('')).toContain('http_port 3128');
    expect(await text('?zone=guests')).toBe(await text(''));
    expect(await text('', { 'CF-Connecting-IP': '203.0.113.9' })).toBe(await text(''));
    expect(await textOf(await call('GET', `${snippets}/squid?zone=guests`))).toBe(await text(''));
    const nobody = await stored(whole({ default: 'block', rules: [] }));
    const { errors } = await callProblem(422, 'GET', `${nobody.files}/squid`, { token: null });
    expect(errors).toMatchObject([{ pointer: '/default', code: 'target.no-usable-proxy' }]);
  });

  it('gives an installer that takes everything away when the profile has no proxy left', async () => {
    const { files } = await stored(whole({ default: 'direct', rules: [] }));
    for (const query of ['?mode=fixed', '?mode=fixed&action=remove']) {
      const answer = await get(`${files}/install.sh${query}`);
      expect([answer.status, (await textOf(answer)).includes("place 'npm' 'block'")]).toEqual([200, true]);
    }
  });

  it('is the same 404 for a wrong key, no key, an unknown profile and an unknown target', async () => {
    const { id, key, files } = await shared;
    const paths = [
      `/config/${id}/${'x'.repeat(key.length)}/git`,
      `/config/${id}/git`,
      `/config/${id}/install.sh`,
      `/config/${newId()}/${key}/git`,
      `${files}/gti`,
      `${files}/install.bat`,
    ];
    for (const path of paths) {
      const answer = await get(path, { Accept: 'application/json' });
      expect([answer.status, await textOf(answer), answer.headers.get('cache-control')]).toEqual([
        404,
        'Not found\n',
        'no-store',
      ]);
    }
  });

  it('needs no key where the profile is public, and then names the PAC without one', async () => {
    const { id } = await put(newId('tgt'), whole({ delivery: { access: 'public' } }));
    for (const target of ['chrome-policy', 'install.sh', 'install.ps1']) {
      expect(await textOf(await get(`/config/${id}/${target}`))).toContain(`${ORIGIN}/pac/${id}.pac`);
    }
  });

  it('ends with the key, and is narrowed by networks', async () => {
    const { id, files } = await stored(whole({ delivery: { networks: ['192.0.2.0/24'] } }));
    const status = async (address: string) => (await get(`${files}/git`, { 'CF-Connecting-IP': address })).status;
    expect([await status('192.0.2.7'), await status('198.51.100.7')]).toEqual([200, 404]);
    const { items } = await callJson<{ items: readonly { id: string }[] }>(200, 'GET', `/v1/profiles/${id}/keys`);
    await call('DELETE', `/v1/profiles/${id}/keys/${items[0]?.id}`);
    expect(await status('192.0.2.7')).toBe(404);
  });

  it('refuses other methods', async () => {
    const { files } = await shared;
    const answer = await call('POST', `${files}/git`, { token: null, body: {} });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
