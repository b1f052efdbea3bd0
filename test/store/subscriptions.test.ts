/** What is kept of what a publisher gives, when, and what does it cost? With a publisher that says what a test wants. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { RuleList } from '../../schemas/list.ts';
import type { Stored } from '../../worker/store/contract/documents.ts';
import type { RefreshOutcome } from '../../worker/store/contract/subscriptions.ts';
import { NEW_PUBLISHERS_A_DAY } from '../../worker/store/subscriptions/allowance.ts';
import type { FetchList, Wanted } from '../../worker/subscribe/fetch-list.ts';
import { ACTOR, putInput, taken } from './harness.ts';
import { createMemoryStore, type MemoryStore, START } from './memory.ts';

const MINUTE = 60_000;

interface Says {
  readonly text?: string;
  readonly etag?: string;
  readonly contentType?: string;
  readonly same?: true;
  readonly code?: string;
  readonly retryAfterMs?: number;
  /** Waited for before anything is said. */
  readonly after?: Promise<unknown>;
}

let says: Says;
let asked: Wanted[];
let memory: MemoryStore;

const publisher: FetchList = async (wanted, receive) => {
  asked.push(wanted);
  const { text, etag = null, contentType = 'text/plain', same, code, after, retryAfterMs } = says;
  await after;
  if (code !== undefined) {
    return { code, error: 'as the test wants', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  if (same) return { is: 'same' };
  const content = new Blob([text ?? '']).stream();
  return { is: 'content', received: await receive(content), contentType, validators: { etag, lastModified: null } };
};

beforeEach(() => {
  says = { text: 'a.example\nb.example\n', etag: '"1"' };
  asked = [];
  memory = createMemoryStore({ fetcher: publisher });
});

const source = (more: Partial<NonNullable<RuleList['source']>> = {}) => ({
  url: 'https://lists.example/ads.txt',
  every: '6h',
  ...more,
});
const list = (more: object = {}) => ({ format: 'domains', source: source(), ...more });

async function putList(document: object = list()): Promise<Stored> {
  return taken(await memory.store.put(putInput('ads', document, { kind: 'list' }))).stored;
}

const user = {
  proxies: { p: { scheme: 'http', host: 'p.example', port: 3128 } },
  rules: [{ when: { list: 'ads' }, use: 'direct' }],
  default: 'p',
};

async function stored(kind: 'list' | 'profile' = 'list', id = 'ads'): Promise<Stored> {
  const found = await memory.store.get(kind, id);
  if (found === null) throw new Error(`there is no ${id}`);
  return found;
}

const subscription = async () => (await stored()).list?.subscription;
const text = async () => {
  const sha256 = (await stored()).list?.content?.sha256;
  return sha256 === undefined ? null : new Response(await memory.store.contentBytes(sha256)).text();
};
const codes = async () => (await stored()).findings.map(({ code }) => code);

/** Does what is due, as the alarm does. */
const ring = () => memory.store.runDueWork();

/** Turns the clock to the list's next run, and rings. */
async function nextRun(): Promise<void> {
  const at = Date.parse((await subscription())?.nextRun ?? '');
  memory.advance(at - memory.world.now());
  await ring();
}

const refresh = (more: { accept?: string | true; dryRun?: boolean } = {}): Promise<RefreshOutcome> =>
  memory.store.refresh({
    id: 'ads',
    accept: more.accept ?? null,
    dryRun: more.dryRun ?? false,
    origin: 'https://pac.example',
    actor: ACTOR,
  });

async function refreshed(more: Parameters<typeof refresh>[0] = {}) {
  const outcome = await refresh(more);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** Rows and KV writes: what a change that is none must not cost. */
const cost = () => ({
  revisions: memory.world.sql.all('SELECT * FROM revision').length,
  audit: memory.world.sql.all('SELECT * FROM audit').length,
  writes: memory.kv.writes.length,
  chunks: memory.world.sql.all('SELECT owner, n FROM chunk WHERE owner NOT LIKE ?', 'findings:%').length,
});

describe('a new subscription', () => {
  test('waits, and is fetched by the alarm at once; who uses it is made anew and published', async () => {
    expect((await putList()).list).toMatchObject({
      content: null,
      subscription: { state: 'waiting', lastTry: null, nextRun: new Date(START).toISOString() },
    });
    taken(await memory.store.put(putInput('hq', user)));
    const before = (await stored('profile', 'hq')).publication?.artifacts[0]?.hash;
    expect(memory.alarms).toContain(START);
    memory.advance(2_000);
    await ring();
    expect(await text()).toBe('a.example\nb.example\n');
    expect(await stored()).toMatchObject({
      revision: 2,
      list: { report: { totals: { names: 2 } }, subscription: { state: 'fresh', failures: 0, reason: null } },
    });
    const { publication } = await stored('profile', 'hq');
    expect(publication).toMatchObject({ state: 'published', revision: 1 });
    expect(publication?.artifacts[0]?.hash).not.toBe(before);
    expect(asked[0]).toMatchObject({
      url: 'https://lists.example/ads.txt',
      validators: { etag: null, lastModified: null },
    });
    expect((await memory.store.audit({ limit: 10, cursor: null }, { id: 'ads' })).items[0]).toMatchObject({
      action: 'refresh',
      by: 'clock',
      revision: 2,
    });
  });

  test('comes again after its span, a little later than it, with the validators of what it has', async () => {
    await putList();
    await ring();
    const next = Date.parse((await subscription())?.nextRun ?? '');
    expect(next).toBeGreaterThanOrEqual(START + 360 * MINUTE);
    expect(next).toBeLessThan(START + 396 * MINUTE);
    memory.advance(359 * MINUTE);
    await ring();
    expect(asked).toHaveLength(1);
    await nextRun();
    expect(asked[1]).toMatchObject({ validators: { etag: '"1"' } });
  });

  test('is still due after a crash in the middle of the fetch', async () => {
    await putList();
    says = { after: new Promise(() => undefined) };
    void ring();
    await Promise.resolve();
    says = { text: 'c.example\n' };
    memory.reopen();
    expect(memory.world.sql.all("SELECT 1 FROM due WHERE task = 'refresh'")).toHaveLength(1);
    await memory.reopen().runDueWork();
    expect(await text()).toBe('c.example\n');
  });
});

describe('a refresh that changes nothing', () => {
  beforeEach(async () => {
    await putList();
    taken(await memory.store.put(putInput('hq', user)));
    await ring();
  });

  test.for([
    ['304', { same: true }],
    ['the same bytes', { text: 'a.example\nb.example\n', etag: '"2"' }],
  ] as const)('costs no revision, no audit and no KV write: %s', async ([, answer]) => {
    const before = cost();
    const { etag } = await stored();
    says = answer;
    await nextRun();
    expect(asked).toHaveLength(2);
    expect(cost()).toEqual(before);
    expect((await stored()).etag).toBe(etag);
    expect(await subscription()).toMatchObject({
      state: 'fresh',
      lastSuccess: new Date(memory.world.now()).toISOString(),
    });
  });

  test('and one that changes a comment makes a revision, and leaves who uses it alone', async () => {
    const before = cost();
    says = { text: '# new\na.example\nb.example\n' };
    await nextRun();
    expect(await stored()).toMatchObject({ revision: 3 });
    expect(cost().writes).toBe(before.writes);
  });
});

describe('a failure', () => {
  beforeEach(async () => {
    await putList();
    await ring();
  });

  test('keeps the last good content, is told, and is tried again sooner than the span, each time later', async () => {
    const before = cost();
    says = { code: 'subscription.status' };
    const waits: number[] = [];
    for (let n = 1; n <= 9; n++) {
      await nextRun();
      const { nextRun: next, lastTry } = (await subscription()) ?? {};
      waits.push(Date.parse(next ?? '') - Date.parse(lastTry ?? ''));
    }
    expect(waits[0]).toBeLessThan(6 * MINUTE);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeLessThan(396 * MINUTE);
    expect(await subscription()).toMatchObject({
      state: 'failing',
      failures: 9,
      reason: { code: 'subscription.status', message: 'as the test wants' },
    });
    expect(await codes()).toEqual(['subscription.status']);
    expect((await stored()).findings[0]).toMatchObject({ severity: 'warning', path: '/source' });
    expect(await text()).toBe('a.example\nb.example\n');
    expect(cost()).toEqual(before);
    says = { same: true };
    await nextRun();
    expect(await subscription()).toMatchObject({ state: 'fresh', failures: 0, reason: null });
    expect(await codes()).toEqual([]);
  });

  test('leaves a publisher alone as long as it wants, and never asks it sooner than otherwise', async () => {
    for (const [minutes, expected] of [
      [180, 180],
      [1, 5],
    ] as const) {
      says = { code: 'subscription.status', retryAfterMs: minutes * MINUTE };
      await nextRun();
      const { nextRun: next, lastTry } = (await subscription()) ?? {};
      expect(Date.parse(next ?? '') - Date.parse(lastTry ?? '')).toBeGreaterThanOrEqual(expected * MINUTE);
    }
  });

  test('is a content that is no text, or too large, too; nothing of it stays', async () => {
    const before = cost();
    says = { text: 'a\u0000b' };
    await nextRun();
    expect(await subscription()).toMatchObject({ state: 'failing', reason: { code: 'list.not-text' } });
    expect(cost()).toEqual(before);
  });
});

describe('a suspicious content', () => {
  beforeEach(async () => {
    says = { text: Array.from({ length: 10 }, (_, n) => `n${n}.example\n`).join('') };
    await putList();
    taken(await memory.store.put(putInput('hq', user)));
    await ring();
  });

  test.for([
    ['list.answer-shrank', { text: 'n1.example\n' }],
    ['list.answer-is-empty', { text: '# nothing\n' }],
    ['list.answer-is-page', { text: '<!doctype html><p>gone' }],
    ['list.answer-is-page', { text: 'n1.example\n', contentType: 'text/html; charset=utf-8' }],
  ] as const)('is kept back and told: %s', async ([code, answer]) => {
    const before = cost();
    const { etag } = await stored();
    says = answer;
    await nextRun();
    expect(await subscription()).toMatchObject({
      state: 'kept-back',
      failures: 1,
      reason: { code },
      pending: { reason: { code } },
    });
    expect(await codes()).toEqual([code]);
    expect((await stored()).etag).toBe(etag);
    expect({ ...cost(), chunks: 0 }).toEqual({ ...before, chunks: 0 });
    await nextRun();
    expect(await subscription()).toMatchObject({ state: 'kept-back', failures: 2 });
  });

  test('is accepted by hand: another revision, by who accepted, without another fetch', async () => {
    says = { text: 'n1.example\n', etag: '"small"' };
    const kept = await refreshed();
    expect(kept.refresh).toMatchObject({
      result: 'kept-back',
      reason: { code: 'list.answer-shrank' },
      report: { totals: { names: 1 } },
    });
    const fetches = asked.length;
    expect(await refresh({ accept: '0'.repeat(64) })).toMatchObject({ ok: false, reason: 'stale' });
    const tried = await refreshed({ accept: true, dryRun: true });
    expect(tried).toMatchObject({
      stored: { revision: 3, list: { report: { totals: { names: 1 } } } },
      dependents: [{ profile: 'hq' }],
    });
    expect(await subscription()).toMatchObject({ state: 'kept-back' });
    const pending = (await subscription())?.pending;
    const accepted = await refreshed({ accept: pending?.sha256 ?? '' });
    expect(accepted).toMatchObject({
      change: 'replaced',
      refresh: { result: 'changed' },
      stored: { revision: 3, list: { subscription: { state: 'fresh' } } },
    });
    expect(asked).toHaveLength(fetches);
    expect(await text()).toBe('n1.example\n');
    expect(await subscription()).not.toHaveProperty('pending');
    expect(await codes()).toEqual([]);
    expect(await refresh({ accept: true })).toEqual({ ok: false, reason: 'nothing-pending' });
    says = { same: true };
    await nextRun();
    expect(asked.at(-1)).toMatchObject({ validators: { etag: '"small"' } });
  });

  test('is forgotten when the publisher gives a good one', async () => {
    says = { text: 'n1.example\n' };
    await nextRun();
    says = { same: true };
    await nextRun();
    expect(await subscription()).toMatchObject({ state: 'fresh' });
    expect(memory.world.sql.all("SELECT 1 FROM chunk WHERE owner LIKE 'pending:%' OR owner LIKE 'upload:%'")).toEqual(
      [],
    );
  });

  test('is none where the list says how much may go, or comes from another URL', async () => {
    says = { text: 'n1.example\n' };
    await putList(list({ source: source({ maxShrink: 1 }) }));
    expect((await refreshed()).refresh.result).toBe('changed');
    says = { text: '' };
    await putList(list({ source: source({ url: 'https://other.example/' }) }));
    await ring();
    expect(await subscription()).toMatchObject({ state: 'kept-back' });
    says = { text: 'one.example\n' };
    await putList(list({ source: source({ url: 'https://third.example/' }) }));
    expect(await subscription()).not.toHaveProperty('pending');
    await ring();
    expect(await text()).toBe('one.example\n');
  });
});

describe('refresh by hand', () => {
  test('fetches now, names its caller, and moves the next run', async () => {
    await putList();
    await ring();
    memory.advance(100 * MINUTE);
    says = { text: 'c.example\nd.example\n' };
    const outcome = await refreshed();
    expect(outcome).toMatchObject({
      change: 'replaced',
      previousRevision: 2,
      refresh: { result: 'changed', reason: null },
    });
    expect((await memory.store.revisions('list', 'ads', { limit: 1, cursor: null }))?.items[0]).toMatchObject({
      by: 'tester',
      cause: 'refresh',
    });
    expect(Date.parse((await subscription())?.nextRun ?? '')).toBeGreaterThanOrEqual(START + 460 * MINUTE);
  });

  test('only tries in a dry run: the report, and nothing else', async () => {
    await putList();
    await ring();
    const before = { cost: cost(), subscription: await subscription() };
    says = { text: 'c.example\nd.example\ne.example\n' };
    const outcome = await refreshed({ dryRun: true });
    expect(outcome).toMatchObject({
      refresh: { result: 'changed' },
      stored: { revision: 3, list: { report: { totals: { names: 3 } } } },
    });
    says = { code: 'subscription.slow' };
    expect((await refreshed({ dryRun: true })).refresh).toMatchObject({
      result: 'failed',
      reason: { code: 'subscription.slow' },
    });
    expect({ cost: cost(), subscription: await subscription() }).toEqual(before);
  });

  test('runs once at a time, and not for ever', async () => {
    await putList();
    let go = (): void => undefined;
    says = {
      text: 'c.example\n',
      after: new Promise<void>((resolve) => {
        go = resolve;
      }),
    };
    const first = refresh();
    await Promise.resolve();
    await Promise.resolve();
    expect(await refresh()).toMatchObject({ ok: false, reason: 'limited' });
    const alarm = ring();
    go();
    expect(await first).toMatchObject({ ok: true });
    await alarm;
    expect(asked).toHaveLength(1);
    for (let n = 0; n < 5; n++) expect((await refresh()).ok).toBe(true);
    expect(await refresh()).toMatchObject({ ok: false, reason: 'limited', retryAfter: expect.any(Number) });
    memory.advance(11 * MINUTE);
    expect((await refresh()).ok).toBe(true);
  });

  test('is refused for a list without a source, and for none', async () => {
    expect(await refresh()).toEqual({ ok: false, reason: 'not-subscribed' });
    await putList({ format: 'domains', text: 'a.example\n' });
    expect(await refresh()).toEqual({ ok: false, reason: 'not-subscribed' });
  });
});

describe('a list that is written while it is fetched', () => {
  async function during(change: () => Promise<unknown>): Promise<RefreshOutcome> {
    await putList();
    await ring();
    let go = (): void => undefined;
    says = {
      text: 'late.example\nlater.example\n',
      after: new Promise<void>((resolve) => {
        go = resolve;
      }),
    };
    const running = refresh();
    await Promise.resolve();
    await change();
    says = { text: 'new.example\n' };
    go();
    return await running;
  }

  test('keeps what was written: another URL is fetched from the beginning', async () => {
    const outcome = await during(() => putList(list({ source: source({ url: 'https://other.example/' }) })));
    expect(outcome).toMatchObject({ ok: true, refresh: { result: 'overtaken' } });
    expect(await text()).toBe('a.example\nb.example\n');
    await ring();
    expect(asked.at(-1)).toMatchObject({ url: 'https://other.example/' });
    expect(await text()).toBe('new.example\n');
  });

  test('takes what comes when only its words have changed', async () => {
    await during(() => putList(list({ title: 'Ads' })));
    expect(await text()).toBe('late.example\nlater.example\n');
    expect(JSON.parse((await stored()).document)).toMatchObject({ title: 'Ads' });
  });

  test('stays deleted', async () => {
    await during(() => memory.store.delete({ kind: 'list', id: 'ads', precondition: {}, dryRun: false, actor: ACTOR }));
    expect(await memory.store.get('list', 'ads')).toBeNull();
    expect(memory.world.sql.all("SELECT 1 FROM due WHERE task = 'refresh'")).toEqual([]);
    expect(memory.world.sql.all('SELECT 1 FROM subscription')).toEqual([]);
    expect(memory.world.sql.all("SELECT 1 FROM chunk WHERE owner LIKE 'upload:%'")).toEqual([]);
  });

  test('stays what it is when it has a text of its own now', async () => {
    await during(() => putList({ format: 'domains', text: 'mine.example\n' }));
    expect(await text()).toBe('mine.example\n');
    expect((await stored()).list).not.toHaveProperty('subscription');
  });
});

test('a rollback is fetched anew, without the validators of another content', async () => {
  await putList();
  await ring();
  says = { text: 'a.example\nb.example\nc.example\n', etag: '"2"' };
  await nextRun();
  taken(
    await memory.store.rollback({
      kind: 'list',
      id: 'ads',
      revision: 2,
      precondition: {},
      dryRun: false,
      actor: ACTOR,
    }),
  );
  expect(await text()).toBe('a.example\nb.example\n');
  await nextRun();
  expect(asked.at(-1)?.validators).toMatchObject({ etag: null });
  expect(await text()).toBe('a.example\nb.example\nc.example\n');
});

test('a shorter span moves the next run forward', async () => {
  await putList();
  await ring();
  await putList(list({ source: source({ every: '15m' }) }));
  expect(Date.parse((await subscription())?.nextRun ?? '')).toBeLessThan(START + 17 * MINUTE);
});

test('other work is done beside a publisher that does not answer', async () => {
  says = { after: new Promise(() => undefined) };
  await putList();
  void ring();
  taken(await memory.store.put(putInput('hq', user)));
  memory.world.sql.all(
    "INSERT INTO due (task, subject, at, generation, attempts) VALUES ('publish', 'hq', ?, 1, 0)",
    START,
  );
  await expect
    .poll(() => memory.world.sql.all("SELECT 1 FROM due WHERE task = 'publish'").length, { timeout: 5_000 })
    .toBe(0);
  expect(memory.world.sql.all("SELECT 1 FROM due WHERE task = 'refresh'")).toHaveLength(1);
});

test('publishers that never gave a list are tried up to a number by day, others as ever', async () => {
  await putList();
  await ring();
  says = { code: 'subscription.no-connection' };
  asked = [];
  // A ring of the alarm does a part of what is due.
  const ringAll = async () => {
    for (let n = 0; n < 15; n++) await ring();
  };
  const put = (n: number, url: string) =>
    memory.store.put(putInput(`list-${n}`, list({ source: source({ url }) }), { kind: 'list' }));
  for (let n = 0; n <= NEW_PUBLISHERS_A_DAY; n++) await put(n, `https://10.example:${8_000 + n}/`);
  await ringAll();
  // The publisher of the first list is one of them.
  expect(asked).toHaveLength(NEW_PUBLISHERS_A_DAY - 1);
  const reasons = async () => {
    const ids = Array.from({ length: NEW_PUBLISHERS_A_DAY + 1 }, (_, n) => `list-${n}`);
    const all = await Promise.all(ids.map((id) => memory.store.get('list', id)));
    return all.map((one) => one?.list?.subscription?.reason?.code ?? null);
  };
  expect((await reasons()).filter((code) => code === 'subscription.allowance')).toHaveLength(2);
  // Known ones go on, and another list of a publisher that was tried is no new one.
  says = { text: 'c.example\n' };
  expect((await refreshed()).refresh.result).toBe('changed');
  await put(999, 'https://10.example:8000/other');
  await ring();
  expect((await memory.store.get('list', 'list-999'))?.list?.subscription?.state).toBe('fresh');
  memory.advance(24 * 60 * MINUTE);
  await ringAll();
  expect((await reasons()).filter((code) => code === null)).toHaveLength(NEW_PUBLISHERS_A_DAY);
});

test('lists are fetched two at a time, and all of them in the end', async () => {
  let now = 0;
  let most = 0;
  const answers: (() => void)[] = [];
  memory = createMemoryStore({
    fetcher: async () => {
      most = Math.max(most, ++now);
      await new Promise<void>((resolve) => answers.push(resolve));
      now -= 1;
      return { code: 'subscription.status', error: 'as the test wants' };
    },
  });
  for (let n = 0; n < 5; n++) await memory.store.put(putInput(`list-${n}`, list(), { kind: 'list' }));
  let isDone = false;
  const running = ring().then(() => {
    isDone = true;
  });
  await expect
    .poll(() => {
      for (const go of answers.splice(0)) go();
      return isDone;
    })
    .toBe(true);
  await running;
  expect(most).toBe(2);
  expect(memory.world.sql.all('SELECT 1 FROM due WHERE task = ? AND at > ?', 'refresh', START)).toHaveLength(5);
});

test('the service remembers where it was called, so that it does not fetch from itself', async () => {
  const own = () =>
    JSON.parse(memory.world.sql.all<{ state: string }>('SELECT state FROM subscription')[0]?.state ?? '');
  taken(await memory.store.put(putInput('ads', list(), { kind: 'list', origin: 'https://one.example' })));
  expect(own()).toMatchObject({ ownOrigin: 'https://one.example' });
  await ring();
  expect(own()).toMatchObject({ ownOrigin: 'https://one.example', failures: 0 });
  await refreshed();
  expect(own()).toMatchObject({ ownOrigin: 'https://pac.example' });
});
