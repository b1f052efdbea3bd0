/** Are reports and exports whole, in the form that is asked for, and do they tell what is lost? */
import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, ExportedList, LineReport } from '../../schemas/list.ts';
import { call, callJson, callProblem, newId, profile, put, textOf } from './api.ts';

const LINES = '||ads.example^\n@@||ok.ads.example^\n||tracker.example^$third-party\n##.banner\n/evil[0-9]/\n';

async function list(text = LINES, format = 'adblock'): Promise<string> {
  const id = newId('list');
  await callJson(201, 'PUT', `/v1/lists/${id}`, { body: { format, text } });
  return id;
}

describe('GET /v1/lists/{id}/report', () => {
  it('gives every line that says something as JSON lines, or those of one outcome', async () => {
    const id = await list();
    const read = async (query = '') => {
      const answer = await call('GET', `/v1/lists/${id}/report${query}`);
      expect(answer.headers.get('content-type')).toBe('application/jsonl');
      const lines = (await textOf(answer)).trim().split('\n');
      return lines.map((line) => LineReport.parse(JSON.parse(line)));
    };
    expect((await read()).map(({ line, outcome }) => `${line} ${outcome}`)).toEqual([
      '1 kept',
      '2 kept',
      '3 weakened',
      '4 refused',
      '5 weakened',
    ]);
    expect(await read('?outcome=weakened')).toMatchObject([
      { line: 3, code: 'list.asks-page', effect: 'wider' },
      { line: 5 },
    ]);
  });

  it('gives text to who asks for it, however many lines there are', async () => {
    const id = await list(Array.from({ length: 20_000 }, (_, n) => `h${n}.example`).join('\n'), 'domains');
    const answer = await call('GET', `/v1/lists/${id}/report`, { headers: { Accept: 'text/plain' } });
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const head = await call('HEAD', `/v1/lists/${id}/report`, { headers: { Accept: 'text/plain' } });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const lines = (await answer.text()).split('\n');
    expect(lines).toHaveLength(20_001);
    expect(lines[19_999]).toBe('20000\tkept\th19999.example\tdomain: h19999.example\t');
  });
});

describe('GET /v1/lists/{id}/exports/{format}', () => {
  it('writes every format, with what is lost in a header, and beside the text as JSON', async () => {
    const id = await list();
    for (const format of EXPORT_FORMATS) {
      const answer = await call('GET', `/v1/lists/${id}/exports/${format}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-disposition')).toContain(`${id}-${format}.`);
      const text = await textOf(answer);
      expect(text).toContain('ads.example');
      const json = await call('GET', `/v1/lists/${id}/exports/${format}`, { headers: { Accept: 'application/json' } });
      const envelope = ExportedList.parse(await json.json());
      expect(envelope).toMatchObject({ format, text, bytes: text.length });
      expect(answer.headers.get('etag')).toBe(`"${envelope.hash}"`);
      expect(answer.headers.get('portolan-losses')).toBe(String(envelope.losses));
      expect(envelope.lost.length).toBeLessThanOrEqual(envelope.losses);
    }
  });

  it('tells the exception that plain domains cannot have, and answers 304 to who has the text', async () => {
    const id = await list();
    const path = `/v1/lists/${id}/exports/domains`;
    const { lost } = await callJson<ExportedList>(200, 'GET', path, { headers: { Accept: 'application/json' } });
    expect(lost).toContainEqual(expect.objectContaining({ what: 'domain: ok.ads.example', except: true }));
    const etag = (await call('GET', path)).headers.get('etag') ?? '';
    expect((await call('GET', path, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });
});

describe('GET /v1/profiles/{id}/routes/{route}/exports/{format}', () => {
  it('gives the names of a route, those of lists too, without what an earlier rule sends elsewhere', async () => {
    const ads = await list('||ads.example^\n||b.example^\n');
    const id = newId();
    await put(
      id,
      profile(3128, {
        rules: [
          { when: { domain: 'b.example' }, use: 'direct' },
          { when: { any: [{ list: ads }, { domain: 'own.example' }] }, use: 'block' },
        ],
      }),
    );
    const path = (route: string, format = 'domains') => `/v1/profiles/${id}/routes/${route}/exports/${format}`;
    const answer = await call('GET', path('block'));
    expect(await textOf(answer)).toBe('ads.example\nown.example\n');
    expect(answer.headers.get('portolan-losses')).toBe('0');
    expect(answer.headers.get('content-disposition')).toContain(`${id}-block-domains.txt`);
    expect(await textOf(await call('GET', path('direct', 'hosts')))).toContain('0.0.0.0 b.example');
    const rest = await callJson<ExportedList>(200, 'GET', path('squid'), { headers: { Accept: 'application/json' } });
    expect(rest.lost).toContainEqual(expect.objectContaining({ what: 'everything else' }));
    await callProblem(404, 'GET', path('nowhere'));
    await callProblem(404, 'GET', `/v1/profiles/${newId()}/routes/direct/exports/hosts`);
  });
});
