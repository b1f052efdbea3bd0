/** What do the edge's tests stand on? A manifest, a KV and a registry that count, fail and hang as told. */
import { expect } from 'vitest';
import { NO_ZONES } from '../../../worker/core/follow/zone-table.ts';
import type { ClientUrl } from '../../../worker/edge/asked.ts';
import { readClientUrl } from '../../../worker/edge/client-url.ts';
import { createMemory, type Memory } from '../../../worker/edge/memory.ts';
import { servePac } from '../../../worker/edge/pac.ts';
import type { PacPath } from '../../../worker/edge/path.ts';
import { answerAtOnce } from '../../../worker/edge/quick.ts';
import { createReader } from '../../../worker/edge/reader.ts';
import type { Manifest } from '../../../worker/store/contract/manifest.ts';
import { artifactKey, manifestKey, wpadKey } from '../../../worker/store/kv-keys.ts';

/** A manifest of a public profile with one text, and what a test wants otherwise. */
export function manifest(parts: Partial<Manifest>): Manifest {
  return {
    id: 'hq',
    revision: 1,
    access: 'public',
    keys: [],
    networks: null,
    maxAge: 300,
    artifacts: { '|generic': 'g', '|apple': 'a', '|windows': 'w' },
    zones: NO_ZONES,
    previous: null,
    next: null,
    ...parts,
  };
}

/** How a source behaves. */
export type Mood = 'well' | 'failing' | 'hanging';

/** What an edge of a test reads from. */
export interface World {
  kv: Mood;
  registry: Mood;
  /** What KV holds, by key. */
  readonly values: Map<string, string | Uint8Array>;
  readonly registered: { manifest: Manifest | null; texts: Map<string, string>; names: Map<string, string> };
  memory: Memory;
  now: number;
  mayAsk: boolean;
  /** Every read, in order. */
  readonly reads: string[];
}

/** A world in which everything is well. */
export function createWorld(): World {
  return {
    kv: 'well',
    registry: 'well',
    values: new Map(),
    registered: { manifest: null, texts: new Map(), names: new Map() },
    memory: createMemory(),
    now: Date.UTC(2026, 0, 1),
    mayAsk: true,
    reads: [],
  };
}

/** Puts a publication where the store would: manifest, texts, names. */
export function publish(
  world: World,
  of: Manifest,
  texts: Readonly<Record<string, string>>,
  names: readonly string[] = [],
) {
  world.values.set(manifestKey(of.id), JSON.stringify(of));
  world.registered.manifest = of;
  for (const [hash, text] of Object.entries(texts)) {
    world.values.set(artifactKey(hash), text);
    world.registered.texts.set(hash, text);
  }
  for (const name of names) {
    world.values.set(wpadKey(name), of.id);
    world.registered.names.set(name, of.id);
  }
}

/** What a client asks with: `takes` is its own `Accept-Encoding`, which the network tells beside the request. */
export type FetchInit = RequestInit & { readonly takes?: string };

/** Fetches from the edge of a world, and waits for what it does behind the client's back. */
export async function get(world: World, url: string, { takes, ...init }: FetchInit = {}): Promise<Response> {
  const cf = takes === undefined ? {} : { cf: { clientAcceptEncoding: takes } as RequestInitCfProperties };
  const request = new Request(new URL(url, 'https://edge.example'), { ...init, ...cf });
  const asked = { request, url: readClientUrl(world.memory, request.url) as ClientUrl<PacPath> };
  const later: Promise<unknown>[] = [];
  const reader = createReader({
    kv: kvOf(world),
    store: () => storeOf(world),
    mayAsk: () => world.mayAsk,
    later: (work) => later.push(work),
    memory: world.memory,
    now: world.now,
    limitMs: 20,
  });
  const quick = answerAtOnce(asked, world.memory, world.now);
  const answer = await servePac(asked, reader);
  await Promise.all(later);
  if (quick !== null) await expectSame(quick, answer.clone());
  return answer;
}

/** What is answered at once is what would be answered otherwise. */
async function expectSame(one: Response, other: Response): Promise<void> {
  const shape = async (answer: Response) => [answer.status, [...answer.headers], await textOf(answer)];
  expect(await shape(one)).toEqual(await shape(other));
}

/** The text of an answer; `Response.text()` warns about the media type of a PAC. */
export async function textOf(answer: Response): Promise<string> {
  return new TextDecoder().decode(await answer.arrayBuffer());
}

async function behave<T>(mood: Mood, value: T): Promise<T> {
  if (mood === 'failing') throw new Error('KV GET failed: 500 Internal Server Error');
  return mood === 'hanging' ? new Promise<T>(() => {}) : value;
}

function kvOf(world: World): KVNamespace {
  const get = (key: string, options: { type: string }) => {
    world.reads.push(`kv ${key}`);
    const value = world.values.get(key);
    return behave(world.kv, value === undefined ? null : READ_AS[options.type]?.(bytesOf(value)));
  };
  return { get } as unknown as KVNamespace;
}

const bytesOf = (value: string | Uint8Array): Uint8Array =>
  typeof value === 'string' ? new TextEncoder().encode(value) : value;

const READ_AS: Readonly<Record<string, (bytes: Uint8Array) => unknown>> = {
  json: (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
  text: (bytes) => new TextDecoder().decode(bytes),
  arrayBuffer: (bytes) => bytes.slice().buffer,
};

function storeOf(world: World) {
  const { manifest, texts, names } = world.registered;
  const tell = <T>(what: string, value: T) => {
    world.reads.push(`registry ${what}`);
    return behave(world.registry, value);
  };
  return {
    manifest: (id: string) => tell(`manifest ${id}`, manifest),
    artifact: (hash: string) => {
      const text = texts.get(hash);
      return tell(`artifact ${hash}`, text === undefined ? null : new TextEncoder().encode(text));
    },
    wpad: (name: string) => tell(`wpad ${name}`, names.get(name) ?? null),
  };
}
