/** Do real clients get a PAC in the coding that they take, and do they understand it? */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { pathOf, program, testWith } from '../../programs.ts';
import { CHROMIUM, openChromium } from '../../support/chromium.ts';
import { CURL } from '../../support/curl.ts';
import { freePort } from '../../support/free-port.ts';
import { startWrangler, type Wrangler } from '../../support/wrangler.ts';

const PYTHON = program({ name: 'Python', candidates: ['python3'], package: 'python3' });
const token = 'delivery-admin-token-0123456789abcdef';
const NAME = 'wpad.corp.example';

let folder: string;
let service: Wrangler;
/** A proxy that answers whatever it is asked: who gets its page has understood the PAC. */
let proxy: Server;
let pacUrl: string;

beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/portolan-delivery-`);
  service = await startWrangler({ port: await freePort(), folder, variables: { ADMIN_TOKEN: token } });
  proxy = createServer((_, response) => response.end('through the proxy'));
  const port = await freePort();
  await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
  const domain = Array.from({ length: 500 }, (_, n) => `host-${(n * 7919) % 1009}.example`);
  const answer = await fetch(`${service.origin}/v1/profiles/hq`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      proxies: { local: { scheme: 'http', host: '127.0.0.1', port } },
      rules: [{ when: { domain }, use: 'direct' }],
      default: 'local',
      delivery: { wpad: [NAME] },
    }),
  });
  pacUrl = ((await answer.json()) as { publication: { pacUrl: string } }).publication.pacUrl;
}, 90_000);

afterAll(async () => {
  await service?.stop();
  proxy?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What curl gets: status, headers, and the bytes as they came. */
function curl(url: string, ...args: string[]) {
  const [head, body] = [`${folder}/head`, `${folder}/body`];
  // curl leaves a file alone when there is no body.
  rmSync(body, { force: true });
  execFileSync(pathOf(CURL), ['-sS', '-o', body, '-D', head, ...args, url]);
  const [status = '', ...lines] = readFileSync(head, 'latin1').trim().split('\r\n');
  const headers = new Map(lines.map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  const get = (name: string) => [...headers].find(([key]) => key.toLowerCase() === name)?.[1] ?? null;
  return { status: Number(status.split(' ')[1]), get, body: existsSync(body) ? readFileSync(body) : Buffer.alloc(0) };
}

const isPac = (bytes: Uint8Array) => new TextDecoder().decode(bytes).includes('FindProxyForURL');

describe('a PAC as real clients fetch it', () => {
  testWith(CURL)('is plain for curl, which does not ask, and decoded by curl --compressed', () => {
    const plain = curl(pacUrl);
    expect([plain.status, plain.get('content-encoding'), isPac(plain.body)]).toEqual([200, null, true]);
    expect(plain.get('content-length')).toBe(String(plain.body.byteLength));
    const decoded = curl(pacUrl, '--compressed');
    expect(decoded.get('content-encoding')).toMatch(/^(br|gzip)$/);
    expect(decoded.body).toEqual(plain.body);
    expect(Number(decoded.get('content-length'))).toBeLessThan(plain.body.byteLength);
  });

  testWith(CURL)('comes byte for byte in the coding that is asked for, each with a tag of its own', () => {
    const plain = curl(pacUrl, '-H', 'Accept-Encoding: identity');
    const gzip = curl(pacUrl, '-H', 'Accept-Encoding: gzip, br;q=0');
    const br = curl(pacUrl, '-H', 'Accept-Encoding: gzip, deflate, br, zstd');
    expect([plain, gzip, br].map((answer) => answer.get('content-encoding'))).toEqual([null, 'gzip', 'br']);
    expect(gunzipSync(gzip.body)).toEqual(plain.body);
    expect(brotliDecompressSync(br.body)).toEqual(plain.body);
    const tags = [plain, gzip, br].map((answer) => answer.get('etag') ?? '');
    expect(new Set(tags).size).toBe(3);
    for (const answer of [plain, gzip, br]) expect(answer.get('vary')).toContain('Accept-Encoding');
    for (const tag of tags) {
      const again = curl(pacUrl, '-H', 'Accept-Encoding: gzip, br', '-H', `If-None-Match: W/${tag}`);
      expect([again.status, again.get('etag'), again.body.byteLength]).toEqual([304, tag, 0]);
    }
  });

  testWith(CURL)('answers HEAD with the length of the coding, and Range with everything', () => {
    const br = curl(pacUrl, '-H', 'Accept-Encoding: br');
    const head = curl(pacUrl, '-I', '-H', 'Accept-Encoding: br');
    expect(head.get('content-length')).toBe(String(br.body.byteLength));
    expect(curl(pacUrl, '-r', '0-9').status).toBe(200);
  });

  testWith(CURL)('comes under a WPAD name alike', () => {
    for (const path of ['/wpad.dat', '/proxy.pac']) {
      const url = `${service.origin}${path}`;
      const br = curl(url, '-H', `Host: ${NAME}`, '-H', 'Accept-Encoding: br');
      const plain = curl(url, '-H', `Host: ${NAME}`);
      expect([br.get('content-encoding'), plain.get('content-encoding')]).toEqual(['br', null]);
      expect(brotliDecompressSync(br.body)).toEqual(plain.body);
      expect(isPac(plain.body)).toBe(true);
    }
  });

  testWith(PYTHON)('is plain for Python, which sends no Accept-Encoding that it could not read', () => {
    const script = `import http.client,sys
from urllib.parse import urlsplit
u=urlsplit(sys.argv[1]);c=http.client.HTTPConnection(u.netloc)
c.putrequest('GET',u.path,skip_accept_encoding=True);c.endheaders();r=c.getresponse();b=r.read()
print(r.status,r.getheader('content-encoding'),b'FindProxyForURL' in b,len(b)==int(r.getheader('content-length')))`;
    const said = execFileSync(pathOf(PYTHON), ['-c', script, pacUrl], { encoding: 'utf8' });
    expect(said.trim()).toBe('200 None True True');
  });

  testWith(CHROMIUM)('is understood by Chromium, which asks for it compressed', async () => {
    const browser = await openChromium([`--proxy-pac-url=${pacUrl}`]);
    try {
      expect(await browser.load('http://somewhere.example/')).toBeNull();
      expect(await browser.text()).toBe('through the proxy');
    } finally {
      await browser.close();
    }
  });
});
