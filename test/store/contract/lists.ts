/** What must hold for rule lists: contents apart from documents, profiles made with them, and what changes nothing? */
import { expect, test } from 'vitest';
import type { Dependent } from '../../../schemas/api.ts';
import type { Store } from '../../../worker/store/store.ts';
import { A_WHILE, ACTOR, type Harness, manifestInKv, profile, put, putInput, stored, taken } from '../harness.ts';

const putList = (h: Harness, id: string, document: unknown, more: { dryRun?: boolean } = {}) =>
  put(h, id, document, { kind: 'list', dryRun: more.dryRun ?? false });

type Sending = Partial<Pick<Parameters<Store['putContent']>[0], 'precondition' | 'dryRun'>>;

/** Sends a content after a while, in pieces of a size that cuts characters. */
function send(h: Harness, id: string, content: string | Uint8Array, more: Sending = {}) {
  h.advance(A_WHILE);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return h.store().putContent({ id, body: streamOf(bytes), precondition: {}, dryRun: false, actor: ACTOR, ...more });
}

async function sent(h: Harness, id: string, content: string | Uint8Array, more: Sending = {}) {
  const outcome = await send(h, id, content, more);
  if (!outcome.ok && outcome.reason === 'too-large') throw new Error('too large');
  return taken(outcome);
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (at < bytes.byteLength) controller.enqueue(bytes.slice(at, at + 65_537));
      else {
        controller.close();
        controller.byobRequest?.respond(0);
      }
      at += 65_537;
    },
  });
}

const textOf = async (stream: ReadableStream<Uint8Array> | null) =>
  stream === null ? null : new Response(stream).text();
const contentOf = async (h: Harness, id: string) => {
  const sha256 = (await h.store().content(id))?.content?.sha256;
  return sha256 === undefined ? null : textOf(await h.store().contentBytes(sha256));
};
const listOf = async (h: Harness, id: string) => {
  const found = await h.store().get('list', id);
  if (found === null) throw new Error(`there is no list ${id}`);
  return { ...found, document: JSON.parse(found.document) };
};
const states = (dependents: readonly Dependent[]) => dependents.map(({ profile: of, state }) => `${of} ${state}`);
const removeList = (h: Harness, id: string) =>
  h.store().delete({ kind: 'list', id, precondition: {}, dryRun: false, actor: ACTOR });

const ADS = { format: 'domains', text: 'ads.example\ntracker.example\n' };
/** Blocks what `ads` holds, also through groups. */
const asking = (list: unknown = 'ads', more: Record<string, unknown> = {}) =>
  profile(1, { rules: [{ when: { any: [{ not: [{ not: [{ list }] }] }] }, use: 'block' }], ...more });

async function served(h: Harness, id: string): Promise<string> {
  const manifest = await manifestInKv(h, id);
  return (await h.kv(`a:${manifest?.artifacts['|generic']}`)) ?? '';
}

export function listContract(open: () => Promise<Harness>): void {
  test('a list is kept with its report, and a text that is equal makes no revision, whichever way it comes', async () => {
    const h = await open();
    const created = await putList(h, 'ads', { ...ADS, title: 'Ads' });
    expect(created).toMatchObject({ change: 'created', stored: { revision: 1, publication: null, dependents: [] } });
    expect(created.stored.list?.report).toMatchObject({ format: 'domains', totals: { kept: 2, names: 2 } });
    expect(await listOf(h, 'ads')).toMatchObject({ document: { title: 'Ads', ...ADS } });
    expect((await sent(h, 'ads', ADS.text)).change).toBe('unchanged');
    expect((await putList(h, 'ads', (await listOf(h, 'ads')).document)).change).toBe('unchanged');
    expect((await sent(h, 'ads', '# new\nads.example\n')).stored).toMatchObject({ revision: 2 });
    expect((await listOf(h, 'ads')).document).toEqual({
      title: 'Ads',
      format: 'domains',
      text: '# new\nads.example\n',
    });
    const audit = await h.store().audit({ limit: 10, cursor: null }, { kind: 'list', id: 'ads' });
    expect(audit.items.map(({ action, revision }) => `${action} ${revision}`)).toEqual(['put 2', 'put 1']);
  });

  test('putContent makes a list that is missing, keeps preconditions, and only tries when asked to', async () => {
    const h = await open();
    const dry = await sent(h, 'ads', ADS.text, { dryRun: true });
    expect(dry).toMatchObject({ change: 'created', stored: { list: { report: { format: 'domains' } } } });
    expect(await h.store().get('list', 'ads')).toBeNull();
    const { stored: made } = await sent(h, 'ads', ADS.text, { precondition: { ifNoneMatch: '*' } });
    expect(JSON.parse(made.document)).toEqual({ format: 'auto', text: ADS.text });
    expect(await send(h, 'ads', 'a.example', { precondition: { ifNoneMatch: '*' } })).toMatchObject({
      reason: 'exists',
    });
    expect(await send(h, 'ads', 'a.example', { precondition: { ifMatch: ['"9-x"'] } })).toMatchObject({
      reason: 'stale',
    });
    expect(await sent(h, 'ads', 'a.example', { precondition: { ifMatch: [made.etag] } })).toMatchObject({
      change: 'replaced',
      previousRevision: 1,
    });
    expect(await contentOf(h, 'ads')).toBe('a.example');
  });

  test('a content is UTF-8 or UTF-16 with its mark; other bytes are lost with a finding, files that are no text are refused', async () => {
    const h = await open();
    const text = 'bücher.example\n例え.example\n';
    const utf16 = (little: boolean) => {
      const view = new DataView(new ArrayBuffer(2 * (text.length + 1)));
      [...`\ufeff${text}`].forEach((character, at) => {
        view.setUint16(2 * at, character.charCodeAt(0), little);
      });
      return new Uint8Array(view.buffer);
    };
    await sent(h, 'a', `\ufeff${text}`);
    expect(await contentOf(h, 'a')).toBe(text);
    expect((await sent(h, 'a', utf16(true))).change).toBe('unchanged');
    expect((await sent(h, 'a', utf16(false))).change).toBe('unchanged');
    const latin = await sent(
      h,
      'b',
      Uint8Array.from('# caf\xe9\na.example\n', (character) => character.charCodeAt(0)),
    );
    expect(latin.stored.findings).toMatchObject([{ code: 'list.encoding', severity: 'warning' }]);
    expect(latin.stored.list?.report?.totals).toMatchObject({ kept: 1, refused: 0 });
    const gzip = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    expect(await send(h, 'c', gzip)).toMatchObject({
      reason: 'invalid',
      findings: [{ code: 'list.not-text', message: 'expected text, this is gzip' }],
    });
    expect(await h.store().get('list', 'c')).toBeNull();
    expect(await sent(h, 'd', '').catch(String)).toContain('list.unknown-format');
  });

  test('a large content is kept in pieces and shown by its name, and the document that names it is the same list', async () => {
    const h = await open();
    const text = Array.from({ length: 90_000 }, (_, n) => `host${n}.example.com # zwölf\n`).join('');
    const { stored: made } = await sent(h, 'big', text);
    expect(made.list?.content?.bytes).toBe(new TextEncoder().encode(text).byteLength);
    const { document } = await listOf(h, 'big');
    expect(document).toEqual({ format: 'auto', content: { sha256: made.list?.content?.sha256 } });
    expect(await contentOf(h, 'big')).toBe(text);
    expect((await putList(h, 'big', document)).change).toBe('unchanged');
    expect((await putList(h, 'other', { ...document, title: 'Other' })).change).toBe('created');
    const unknown = { format: 'auto', content: { sha256: '0'.repeat(64) } };
    expect(await h.store().put(putInput('big', unknown, { kind: 'list' }))).toMatchObject({
      reason: 'invalid',
      findings: [{ code: 'list.content-unknown', path: '/content/sha256' }],
    });
  });

  test('a content over the limit is refused, and nothing of it is left', async () => {
    const h = await open();
    expect(await send(h, 'big', new Uint8Array(26_214_401).fill(97))).toEqual({ ok: false, reason: 'too-large' });
    expect(await h.store().get('list', 'big')).toBeNull();
  });

  test('a profile may only name a list that exists, and is made with it', async () => {
    const h = await open();
    expect(await h.store().put(putInput('hq', asking()))).toMatchObject({
      reason: 'invalid',
      findings: [{ code: 'reference.unknown' }],
    });
    await putList(h, 'ads', ADS);
    await put(h, 'hq', asking('ads', { tests: [{ url: 'http://www.tracker.example/', expect: 'block' }] }));
    expect(await served(h, 'hq')).toContain('tracker');
    expect(states((await listOf(h, 'ads')).dependents)).toEqual(['hq published']);
  });

  test('a list that changes is followed in the same breath, foretold by a dry run, and costs nothing when its meaning stays', async () => {
    const h = await open();
    await putList(h, 'ads', ADS);
    await put(h, 'hq', asking());
    await put(h, 'lab', profile(2));
    const foretold = await putList(h, 'ads', { ...ADS, text: 'new.example' }, { dryRun: true });
    expect(states(foretold.dependents)).toEqual(['hq published']);
    expect(await served(h, 'hq')).not.toContain('new');
    const changed = await sent(h, 'ads', 'new.example\n');
    expect(states(changed.dependents)).toEqual(['hq published']);
    expect(await served(h, 'hq')).toContain('new');
    expect((await stored(h, 'hq')).revision).toBe(1);
    const before = h.writes().length;
    const same = await sent(h, 'ads', '# a comment\nnew.example\nnew.example\n');
    expect(same).toMatchObject({ change: 'replaced', stored: { revision: 3 } });
    expect(states(same.dependents)).toEqual(['hq published']);
    expect(h.writes()).toHaveLength(before);
    const audit = await h.store().audit({ limit: 10, cursor: null }, { kind: 'profile', id: 'hq' });
    expect(audit.items.map(({ action }) => action)).toEqual(['rebuild', 'put']);
  });

  test('a profile whose tests fail with a list keeps what it serves as held, until the list is rolled back', async () => {
    const h = await open();
    await putList(h, 'ads', ADS);
    await put(h, 'hq', asking(['ads'], { tests: [{ url: 'http://ads.example/', expect: 'block' }] }));
    const text = await served(h, 'hq');
    const { dependents } = await sent(h, 'ads', 'other.example\n');
    expect(states(dependents)).toEqual(['hq held']);
    expect(dependents[0]?.findings.map(({ code }) => code)).toContain('test.failed');
    expect((await stored(h, 'hq')).publication?.reason).toContain('list ads');
    expect(await served(h, 'hq')).toBe(text);
    h.advance(A_WHILE);
    const back = taken(
      await h.store().rollback({ kind: 'list', id: 'ads', revision: 1, precondition: {}, dryRun: false, actor: ACTOR }),
    );
    expect(back).toMatchObject({ stored: { revision: 3, list: { report: { totals: { names: 2 } } } } });
    expect(states(back.dependents)).toEqual(['hq published']);
    expect(await contentOf(h, 'ads')).toBe(ADS.text);
  });

  test('a list in use is not deleted; one that nobody uses goes, keeps its history, and comes back', async () => {
    const h = await open();
    await putList(h, 'ads', ADS);
    await put(h, 'hq', asking());
    expect(await removeList(h, 'ads')).toEqual({
      ok: false,
      reason: 'in-use',
      dependents: [{ kind: 'profile', id: 'hq' }],
    });
    await put(h, 'hq', profile(1));
    expect(await removeList(h, 'ads')).toEqual({ ok: true });
    expect(await h.store().get('list', 'ads')).toBeNull();
    expect(await h.store().content('ads')).toBeNull();
    expect(await h.store().put(putInput('hq', asking()))).toMatchObject({ reason: 'invalid' });
    const revision = await h.store().revision('list', 'ads', 1);
    expect(JSON.parse(revision?.document ?? '')).toEqual(ADS);
    expect(revision?.content).toMatchObject({ bytes: ADS.text.length });
    await putList(h, 'ads', ADS);
    await put(h, 'hq', asking());
    expect(await served(h, 'hq')).toContain('tracker');
  });

  test('a subscribed list keeps the content that it had, shows only its source, and takes no content by hand', async () => {
    const h = await open();
    const source = { url: 'https://lists.example/ads.txt', every: '6h' };
    const empty = await putList(h, 'new', { format: 'auto', source });
    expect(empty.stored.findings.map(({ code }) => code)).toEqual(['list.not-fetched']);
    expect(empty.stored.list).toMatchObject({ content: null, report: null, subscription: { state: 'waiting' } });
    await put(h, 'hq', asking('new'));
    await putList(h, 'ads', ADS);
    const subscribed = await putList(h, 'ads', { format: 'domains', source });
    expect(subscribed.stored).toMatchObject({ revision: 2, list: { report: { totals: { names: 2 } } } });
    expect((await listOf(h, 'ads')).document).toEqual({ format: 'domains', source });
    expect((await putList(h, 'ads', { format: 'domains', source })).change).toBe('unchanged');
    expect(await send(h, 'ads', 'a.example')).toMatchObject({ findings: [{ code: 'list.has-source' }] });
  });

  test('listReport and listMeaning give the whole as streams', async () => {
    const h = await open();
    await putList(h, 'ads', { format: 'domains', text: '# c\nads.example\nnot a name!\n' });
    const lines = async (outcome: 'kept' | 'refused' | null) =>
      ((await textOf(await h.store().listReport('ads', outcome))) ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).line);
    expect(await lines(null)).toEqual([2, 3]);
    expect(await lines('refused')).toEqual([3]);
    expect(await textOf(await h.store().listMeaning('ads'))).toContain('example#ads');
    expect(await h.store().listReport('none', null)).toBeNull();
    expect(await h.store().listMeaning('none')).toBeNull();
  });
}
