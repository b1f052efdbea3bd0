/** What is done at once, and what follows, when many profiles are made with large lists? */
import { describe, expect, test } from 'vitest';
import { compile } from '../../worker/store/compile.ts';
import type { Compiler } from '../../worker/store/compiler.ts';
import { ACTOR, profile, putInput, taken } from './harness.ts';
import { createMemoryStore, type MemoryStore } from './memory.ts';

/** A compiler that remembers whom it compiled. */
function counting() {
  const compiled: string[] = [];
  const compiler: Compiler = (input) => {
    compiled.push(`${input.kind} ${input.id}`);
    return compile(input);
  };
  return { compiled, memory: createMemoryStore({ compiler }) };
}

const rules = [{ when: { list: 'long' }, use: 'block' }];
const ids = (count: number) => Array.from({ length: count }, (_, n) => `p${String(n).padStart(2, '0')}`);
const names = (count: number, top = 'example') => Array.from({ length: count }, (_, n) => `h${n}.${top}\n`).join('');

async function putList({ store }: MemoryStore, text: string) {
  const body = new Blob([text]).stream();
  const outcome = await store.putContent({ id: 'long', body, precondition: {}, dryRun: false, actor: ACTOR });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

/** Profiles that are made with a list of 250,000 names, of which four fill what is done at once. */
async function followed(memory: MemoryStore, count: number) {
  await putList(memory, names(250));
  for (const id of ids(count)) {
    memory.advance(2_000);
    taken(await memory.store.put(putInput(id, profile(1, { rules }))));
  }
}

describe('a list that many profiles use', () => {
  test('is changed with as many of them as one transaction may take; the others follow by the alarm', async () => {
    const { memory, compiled } = counting();
    await followed(memory, 6);
    memory.advance(10_000);
    compiled.length = 0;
    const { dependents } = await putList(memory, names(250_000));
    expect(dependents.map(({ state }) => state)).toEqual([...Array(3).fill('published'), ...Array(3).fill('pending')]);
    expect(compiled.filter((one) => one.startsWith('profile'))).toEqual(['profile p00', 'profile p01', 'profile p02']);
    expect((await memory.store.get('profile', 'p05'))?.publication).toMatchObject({
      state: 'pending',
      reason: expect.stringContaining('made anew'),
    });
    for (let round = 0; round < 4; round++) {
      memory.advance(5_000);
      await memory.store.runDueWork();
    }
    const states = await Promise.all(ids(6).map(async (id) => (await memory.store.get('profile', id))?.publication));
    expect(states.map((one) => one?.state)).toEqual(Array(6).fill('published'));
    expect(new Set(states.map((one) => one?.artifacts[0]?.bytes))).toHaveLength(1);
  }, 120_000);

  test('leaves a profile that is published meanwhile as it was published', async () => {
    const { memory } = counting();
    await followed(memory, 5);
    memory.advance(10_000);
    await putList(memory, names(250_000));
    taken(await memory.store.put(putInput('p04', profile(2))));
    memory.advance(10_000);
    await memory.store.runDueWork();
    expect(await memory.store.get('profile', 'p04')).toMatchObject({
      revision: 2,
      publication: { state: 'published', revision: 2 },
    });
  }, 120_000);
});

describe('apply', () => {
  const set = (count: number) =>
    ids(count).map((id) => ({ kind: 'profile' as const, id, document: profile(1, { rules }) }));
  const apply = ({ store }: MemoryStore, documents: ReturnType<typeof set>) =>
    store.apply({ documents, prune: false, dryRun: false, actor: ACTOR });

  test('compiles nothing that is unchanged', async () => {
    const { memory, compiled } = counting();
    await putList(memory, names(10));
    await apply(memory, set(3));
    compiled.length = 0;
    expect(await apply(memory, set(3))).toMatchObject({ ok: true, plan: Array(3).fill({ action: 'unchanged' }) });
    expect(compiled).toEqual([]);
  });

  test('refuses what is too much for one call before it compiles anything', async () => {
    const { memory, compiled } = counting();
    await putList(memory, names(250_000));
    compiled.length = 0;
    const refused = await apply(memory, set(13));
    expect(refused).toMatchObject({
      ok: false,
      obstacles: [{ index: 11, refusal: { findings: [{ code: 'set.too-much' }] } }],
    });
    expect(compiled).toEqual([]);
    expect(await memory.store.get('profile', 'p00')).toBeNull();
  }, 60_000);
});
