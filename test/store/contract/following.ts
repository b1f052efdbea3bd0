/** What must hold for profiles that follow a firewall policy: rebuilding, holding, expiry, dry runs, references? */
import { expect, test } from 'vitest';
import type { Dependent, Kind } from '../../../schemas/api.ts';
import { TOO_MANY } from '../faulty-kv.ts';
import {
  A_WHILE,
  ACTOR,
  type Harness,
  manifestInKv,
  profile,
  put,
  putInput,
  remove,
  stored,
  taken,
} from '../harness.ts';

/** Staff may reach the port of the proxy, unless the policy is shut. */
const policy = (ports: number | string = 3128, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'Campus',
  zones: { staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] } },
  names: { 'proxy1.corp.example': ['10.4.0.8'] },
  rules: [{ id: 'proxy', action: 'allow', from: 'staff', to: '10.4.0.8', ports }],
  ...more,
});

/** A profile that follows `campus`; its test fails as soon as staff cannot reach its proxy. */
const following = (more: Record<string, unknown> = {}) =>
  profile(1, {
    firewall: 'campus',
    rules: [],
    tests: [{ url: 'http://news.example/', zone: 'staff', expect: 'squid' }],
    ...more,
  });

const TOLERANT = { tests: [] };

const putPolicy = (h: Harness, document: unknown, more: { dryRun?: boolean; id?: string } = {}) =>
  put(h, more.id ?? 'campus', document, { kind: 'firewall', dryRun: more.dryRun ?? false });

const removePolicy = (h: Harness, dryRun = false) => {
  h.advance(A_WHILE);
  return h.store().delete({ kind: 'firewall', id: 'campus', precondition: {}, dryRun, actor: ACTOR });
};

const states = (dependents: readonly Dependent[]) => dependents.map(({ profile: of, state }) => `${of} ${state}`);
const codes = (dependents: readonly Dependent[]) =>
  dependents.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error').map(({ code }) => code));

/** What clients of the zone get: the text of the manifest in KV. */
async function served(h: Harness, id: string, variant = 'staff|generic'): Promise<string | null> {
  const manifest = await manifestInKv(h, id);
  const hash = manifest?.artifacts[variant];
  return hash === undefined ? null : h.kv(`a:${hash}`);
}

export function followingContract(open: () => Promise<Harness>): void {
  test('a profile may only follow a policy that exists', async () => {
    const h = await open();
    const refused = await h.store().put(putInput('hq', following()));
    expect(refused).toMatchObject({ ok: false, reason: 'invalid', findings: [{ path: '/firewall' }] });
    await putPolicy(h, policy());
    await put(h, 'hq', following());
    expect((await stored(h, 'hq')).publication?.artifacts.map(({ zone, for: of }) => `${zone} ${of}`)).toContain(
      'staff windows',
    );
  });

  test('the manifest carries the table by which the edge finds zones, of the served and of the waiting revision', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following());
    const table = { v4: [['c6336400', 'c63364ff', 'staff']], v6: [] };
    expect(await manifestInKv(h, 'hq')).toMatchObject({ zones: table, next: null });
    await put(h, 'hq', profile(2), { publish: false });
    expect(await manifestInKv(h, 'hq')).toMatchObject({ zones: table, next: { zones: { v4: [], v6: [] } } });
    await put(h, 'hq', profile(2));
    expect(await manifestInKv(h, 'hq')).toMatchObject({ zones: { v4: [], v6: [] } });
  });

  test('a policy that changes is followed: profiles are rebuilt and published, without a revision of their own', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following());
    await put(h, 'lab', profile(2));
    const before = await manifestInKv(h, 'hq');
    const changed = await putPolicy(h, policy('3128-3130', { zones: { staff: { networks: ['10.20.0.0/16'] } } }));
    expect(states(changed.dependents)).toEqual(['hq published']);
    const after = await manifestInKv(h, 'hq');
    expect(after).toMatchObject({ revision: 1, zones: { v4: [['0a140000', '0a14ffff', 'staff']] } });
    expect(after?.artifacts).toEqual(before?.artifacts);

    const shut = await putPolicy(h, policy(8080, { zones: { staff: { networks: ['10.20.0.0/16'] } } }));
    expect(states(shut.dependents)).toEqual(['hq held']);
    expect((await stored(h, 'hq')).revision).toBe(1);
  });

  test('what changes is served: the texts of the zone are others, the ones before are the fall-back', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following(TOLERANT));
    const open1 = await served(h, 'hq');
    const before = await manifestInKv(h, 'hq');
    expect(open1).toContain('PROXY proxy1.corp.example:3128');
    const { dependents } = await putPolicy(h, policy(8080));
    expect(states(dependents)).toEqual(['hq published']);
    expect(dependents[0]?.findings.map(({ code }) => code)).toContain('firewall.proxy-unreachable');
    const shut = await served(h, 'hq');
    expect(shut).not.toContain('PROXY proxy1.corp.example:3128');
    expect(shut).toContain('left out: squid (http://proxy1.corp.example:3128)');
    expect((await manifestInKv(h, 'hq'))?.previous).toEqual({ revision: 1, artifacts: before?.artifacts });
    expect((await stored(h, 'hq')).findings.map(({ code }) => code)).toContain('firewall.proxy-unreachable');
  });

  test('a profile that fails keeps its last publication as held, says why, and is released by whatever mends it', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following());
    const before = await manifestInKv(h, 'hq');
    const text = await served(h, 'hq');
    const { dependents } = await putPolicy(h, policy(8080));
    expect(states(dependents)).toEqual(['hq held']);
    expect(codes(dependents)).toEqual(['test.failed']);
    const held = await stored(h, 'hq');
    expect(held.publication).toMatchObject({ state: 'held', revision: 1 });
    expect(held.publication?.reason).toContain('firewall campus');
    expect(held.publication?.reason).toContain('test.failed at /tests/0');
    expect(held.findings.map(({ code }) => code)).toContain('test.failed');
    expect(await manifestInKv(h, 'hq')).toEqual(before);
    expect(await served(h, 'hq')).toBe(text);
    expect(states((await h.store().get('firewall', 'campus'))?.dependents ?? [])).toEqual(['hq held']);

    expect(states((await putPolicy(h, policy())).dependents)).toEqual(['hq published']);
    expect((await stored(h, 'hq')).publication).toMatchObject({ state: 'published' });
    expect((await stored(h, 'hq')).findings.map(({ code }) => code)).not.toContain('test.failed');

    await putPolicy(h, policy(8080));
    await put(h, 'hq', following(TOLERANT));
    expect((await stored(h, 'hq')).publication).toMatchObject({ state: 'published', revision: 2 });
    await putPolicy(h, policy());
    await put(h, 'hq', following());
    await putPolicy(h, policy(8080));
    await remove(h, 'hq');
    await putPolicy(h, policy());
    await h.store().rollback({ kind: 'profile', id: 'hq', revision: 1, precondition: {}, dryRun: false, actor: ACTOR });
    expect((await stored(h, 'hq')).publication?.state).toBe('published');
  });

  test('a zone that goes takes profiles along that name it: they are held, nothing else is refused', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following({ tests: [], rules: [{ when: { zone: 'staff' }, use: 'direct' }] }));
    await put(h, 'lab', following(TOLERANT));
    const { dependents, stored: kept } = await putPolicy(
      h,
      policy(3128, { zones: { crew: { networks: ['10.20.0.0/16'] } }, rules: [] }),
    );
    expect(kept.revision).toBe(2);
    expect(states(dependents)).toEqual(['hq held', 'lab published']);
    expect(codes(dependents)).toEqual(['reference.unknown']);
  });

  test('a dry run answers what the write answers, and changes nothing', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following());
    await put(h, 'lab', following(TOLERANT));
    const before = [await h.store().get('firewall', 'campus'), await stored(h, 'hq'), await stored(h, 'lab')];
    const manifests = [await manifestInKv(h, 'hq'), await manifestInKv(h, 'lab')];
    const tried = await putPolicy(h, policy(8080), { dryRun: true });
    expect(states(tried.dependents)).toEqual(['hq held', 'lab published']);
    h.advance(60_000);
    await h.store().runDueWork();
    expect([await h.store().get('firewall', 'campus'), await stored(h, 'hq'), await stored(h, 'lab')]).toEqual(before);
    expect([await manifestInKv(h, 'hq'), await manifestInKv(h, 'lab')]).toEqual(manifests);
    const { dependents } = await putPolicy(h, policy(8080));
    expect(dependents).toEqual(tried.dependents);
  });

  test('an equal policy rebuilds nothing, and lists who follows it', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following());
    const writes = h.writes().length;
    const again = await putPolicy(h, policy());
    expect(again).toMatchObject({ change: 'unchanged', previousRevision: null });
    expect(states(again.dependents)).toEqual(['hq published']);
    expect(h.writes()).toHaveLength(writes);
  });

  test('the staged revision follows, too: it is rebuilt, and what is served stays what it is', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', profile(2));
    await put(h, 'hq', following(TOLERANT), { publish: false });
    const before = await manifestInKv(h, 'hq');
    expect(states((await putPolicy(h, policy(8080))).dependents)).toEqual(['hq published']);
    const after = await manifestInKv(h, 'hq');
    expect(after?.artifacts).toEqual(before?.artifacts);
    expect(after?.next?.artifacts).not.toEqual(before?.next?.artifacts);
    expect(await h.kv(`a:${after?.next?.artifacts['staff|generic']}`)).toContain('left out: squid');
  });

  test('a policy that a profile is made with, served or waiting, cannot be withdrawn', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'lab', profile(2));
    await put(h, 'lab', following(), { publish: false });
    await put(h, 'hq', following());
    const dependents = ['hq', 'lab'].map((id) => ({ kind: 'profile' as Kind, id }));
    expect(await removePolicy(h)).toEqual({ ok: false, reason: 'in-use', dependents });
    expect(await removePolicy(h, true)).toMatchObject({ ok: false, reason: 'in-use' });
    await remove(h, 'hq');
    await put(h, 'lab', profile(3));
    expect(await removePolicy(h, true)).toEqual({ ok: true });
    expect(await removePolicy(h)).toEqual({ ok: true });
    const revive = { kind: 'profile', id: 'hq', revision: 1, precondition: {}, dryRun: false, actor: ACTOR } as const;
    expect(await h.store().rollback(revive)).toMatchObject({ reason: 'invalid', findings: [{ path: '/firewall' }] });
  });

  test('a rule that expires is followed by the clock', async () => {
    const h = await open();
    const rule = { id: 'soon', action: 'allow', from: 'staff', to: '10.4.0.8', ports: 3128 };
    h.advance(A_WHILE);
    const now = Date.parse((await putPolicy(h, policy())).stored.updatedAt);
    const at = (ms: number) => new Date(now + ms).toISOString();
    await putPolicy(
      h,
      policy(8080, {
        rules: [
          { ...rule, expires: at(3_600_000) },
          { ...rule, id: 'later', expires: at(7_200_000) },
        ],
      }),
    );
    await put(h, 'hq', following());
    await put(h, 'lab', following(TOLERANT));
    const open1 = await served(h, 'lab');
    h.advance(3_000_000);
    await h.store().runDueWork();
    expect(await served(h, 'lab')).toBe(open1);
    h.advance(700_000);
    await h.store().runDueWork();
    expect((await h.store().get('firewall', 'campus'))?.findings.map(({ code }) => code)).toContain('firewall.expired');
    expect(await served(h, 'lab')).toBe(open1);
    h.advance(3_600_000);
    await h.store().runDueWork();
    h.advance(5_000);
    await h.store().runDueWork();
    expect(await served(h, 'lab')).toContain('left out: squid');
    expect((await stored(h, 'hq')).publication).toMatchObject({ state: 'held', revision: 1 });
    expect(await served(h, 'hq')).toContain('PROXY proxy1.corp.example:3128');
    const audit = await h.store().audit({ limit: 2, cursor: null }, { by: 'clock' });
    expect(audit.items.map(({ action, id }) => `${action} ${id}`)).toEqual(['rebuild lab', 'rebuild hq']);
  });

  test('what KV refuses for a follower is pending, and comes later by itself', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following(TOLERANT));
    h.plan({ prefix: 'm:', error: TOO_MANY });
    expect(states((await putPolicy(h, policy(8080))).dependents)).toEqual(['hq pending']);
    h.plan();
    h.advance(60_000);
    await h.store().runDueWork();
    expect(await served(h, 'hq')).toContain('left out: squid');
    expect(states((await h.store().get('firewall', 'campus'))?.dependents ?? [])).toEqual(['hq published']);
  });

  test('a policy is rolled back like any document, and its followers with it', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following());
    await putPolicy(h, policy(8080));
    h.advance(A_WHILE);
    const back = {
      kind: 'firewall',
      id: 'campus',
      revision: 1,
      precondition: {},
      dryRun: false,
      actor: ACTOR,
    } as const;
    const outcome = taken(await h.store().rollback(back));
    expect([outcome.stored.revision, states(outcome.dependents)]).toEqual([3, ['hq published']]);
  });

  test('a life that ends before the followers are published leaves that to the next', async () => {
    const h = await open();
    await putPolicy(h, policy());
    await put(h, 'hq', following(TOLERANT));
    h.plan({ prefix: 'a:', error: TOO_MANY });
    await putPolicy(h, policy(8080));
    await h.crash();
    h.plan();
    h.advance(60_000);
    await h.store().runDueWork();
    expect(await served(h, 'hq')).toContain('left out: squid');
  });
}
