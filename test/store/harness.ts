/** What does the contract suite need from an implementation? And the words that its tests are told in. */
import type { Precondition, PutInput, PutOutcome, Stored } from '../../worker/store/contract/documents.ts';
import { unpackText } from '../../worker/store/packed.ts';
import type { Store } from '../../worker/store/store.ts';
import type { KvFault, KvWrite } from './faulty-kv.ts';

/** An implementation under test, empty at the start. */
export interface Harness {
  store(): Store;
  /** What KV holds under a key, as text. */
  kv(key: string): Promise<string | null>;
  /** Every write to KV that was asked for, refused ones too. */
  writes(): readonly KvWrite[];
  plan(...faults: readonly KvFault[]): void;
  /** Turns the clock. */
  advance(ms: number): void;
  /** Loses everything that is not on disk. */
  crash(): Promise<void>;
  /** Only the time of the next due work matters; the alarm, or what stands for it, does the rest. */
  ring(): Promise<void>;
}

/** Who acts in these tests. */
export const ACTOR = { by: 'tester', from: '192.0.2.7', requestId: 'r-1' } as const;

/** Longer than KV's second: a write after it never has to wait. */
export const A_WHILE = 2_000;

/** A small valid profile; each number is another one. */
export const profile = (n: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: `Number ${n}`,
  proxies: { squid: { scheme: 'http', host: `proxy${n}.corp.example`, port: 3128 } },
  rules: [{ when: { plain: true }, use: 'direct' }],
  default: 'squid',
  ...more,
});

/** A profile with a mistake in its meaning. */
export const mistaken = { default: 'nowhere' };

/** The input of a put, with what most tests want. */
export const putInput = (id: string, document: unknown, more: Partial<PutInput> = {}): PutInput => ({
  kind: 'profile',
  id,
  document,
  precondition: {},
  publish: true,
  dryRun: false,
  actor: ACTOR,
  cause: 'put',
  ...more,
});

/** Puts a profile after a while, and expects it to be taken. */
export async function put(
  harness: Harness,
  id: string,
  document: unknown,
  more: Partial<PutInput> = {},
): Promise<Extract<PutOutcome, { ok: true }>> {
  harness.advance(A_WHILE);
  return taken(await harness.store().put(putInput(id, document, more)));
}

/** The outcome of a write that must have been taken. */
export function taken(outcome: PutOutcome): Extract<PutOutcome, { ok: true }> {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Withdraws a profile after a while. */
export function remove(harness: Harness, id: string, precondition: Precondition = {}, dryRun = false) {
  harness.advance(A_WHILE);
  return harness.store().delete({ kind: 'profile', id, precondition, dryRun, actor: ACTOR });
}

/** The live profile, which must be there. */
export async function stored(harness: Harness, id: string): Promise<Stored> {
  const found = await harness.store().get('profile', id);
  if (found === null) throw new Error(`there is no ${id}`);
  return found;
}

/** All entries of a list, page by page. */
export async function all<Item>(
  read: (page: { limit: number; cursor: string | null }) => Promise<{
    readonly items: readonly Item[];
    readonly nextCursor: string | null;
  }>,
  limit = 200,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page = await read({ limit, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

/** The manifest that KV holds, or null. */
export async function manifestInKv(harness: Harness, id: string) {
  const text = await harness.kv(`m:${id}`);
  return text === null ? null : JSON.parse(text);
}

/** What a value of KV says: of an artifact the text, of anything else the value itself. */
export function textInKv(value: string | Uint8Array): string {
  if (typeof value === 'string') return value;
  const forms = unpackText(value);
  if (forms === null) throw new Error('a value of KV is cut short');
  return new TextDecoder().decode(forms.identity);
}
