/** What does an isolate remember between requests? Bounded, and only ever used to read less or to outlive an outage. */
import type { Manifest } from '../store/contract/manifest.ts';
import { sizeOfForms, type TextForms } from '../store/packed.ts';
import type { ClientUrl } from './asked.ts';
import type { Coding } from './coding.ts';
import type { Seen } from './freshness.ts';

/** Bytes of PAC text, compressed forms included, that one isolate keeps (an isolate has 128 MB in all). */
const MEMORY_BYTES = 24 * 1024 * 1024;
/** How many profiles, names and variants one isolate remembers. */
const MEMORY_ENTRIES = 2_000;
/** How many spellings of `Accept-Encoding` are remembered; clients have a handful. */
const MEMORY_CODINGS = 64;

/** A map that forgets the entry which was used least recently. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** What was served last for a variant, and under which revision. */
export interface Served {
  readonly hash: string;
  readonly revision: number;
}

/** What the registry said about a profile, and when (Unix milliseconds). */
export interface Verdict {
  readonly manifest: Manifest | null;
  readonly at: number;
}

/** All that an isolate remembers. */
export interface Memory {
  /** Artifacts by hash: bytes, never strings, which would take twice as much. */
  readonly texts: Recent<TextForms>;
  /** The last manifest seen of a profile. */
  readonly manifests: Recent<Seen<Manifest>>;
  /** What the registry said about a profile that KV did not have. */
  readonly verdicts: Recent<Verdict>;
  /** WPAD name to profile. */
  readonly names: Recent<Seen<string>>;
  /** `{profile}|{stage}|{zone}|{flavour}` to what was served last. */
  readonly served: Recent<Served>;
  /** What the URLs of clients ask for. */
  readonly urls: Recent<ClientUrl>;
  /** What an `Accept-Encoding` means. */
  readonly codings: Recent<readonly Coding[]>;
  /** What is being read again at this moment, by its key in KV. */
  readonly refreshing: Set<string>;
  /** What was read in an earlier epoch is not fresh. */
  epoch(): number;
  /** Makes everything be read again before it is believed: somebody who publishes wants to see it. */
  expire(): void;
}

/** An empty memory. */
export function createMemory(byteLimit: number = MEMORY_BYTES): Memory {
  const one = () => 1;
  let epoch = 0;
  return {
    texts: createRecent(byteLimit, sizeOfForms),
    manifests: createRecent(MEMORY_ENTRIES, one),
    verdicts: createRecent(MEMORY_ENTRIES, one),
    names: createRecent(MEMORY_ENTRIES, one),
    served: createRecent(MEMORY_ENTRIES, one),
    urls: createRecent(MEMORY_ENTRIES, one),
    codings: createRecent(MEMORY_CODINGS, one),
    refreshing: new Set(),
    epoch: () => epoch,
    expire: () => {
      epoch += 1;
    },
  };
}

/** A map bounded by the sum of its entries' sizes. What is larger than the bound alone is not kept. */
export function createRecent<Value>(limit: number, size: (value: Value) => number): Recent<Value> {
  const entries = new Map<string, Value>();
  let total = 0;
  let newest: string | null = null;
  const forget = (key: string) => {
    const value = entries.get(key);
    if (value === undefined) return;
    entries.delete(key);
    total -= size(value);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      if (key === newest) return value;
      // A Map iterates in order of insertion: taking an entry out and in again makes it the newest.
      entries.delete(key);
      entries.set(key, value);
      newest = key;
      return value;
    },
    set(key, value) {
      forget(key);
      if (size(value) > limit) return;
      entries.set(key, value);
      newest = key;
      total += size(value);
      for (const oldest of entries.keys()) {
        if (total <= limit) break;
        forget(oldest);
      }
    },
    delete: forget,
  };
}
