/** What does a client's URL ask for? Remembered, as the same clients come again and again with the same few URLs. */
import { sha256Hex } from '../core/hash.ts';
import { hashBytes } from './access.ts';
import type { ClientUrl } from './asked.ts';
import type { Memory } from './memory.ts';
import { type EdgePath, pathOf, readEdgePath } from './path.ts';
import { wishOf } from './variant.ts';

/** Characters. A longer URL is read anew each time, so that strangers cannot fill the isolate; ours have about 100. */
const REMEMBERED_LENGTH = 500;

/** What an absolute URL, as the runtime has normalised it, asks of the edge; null when it is somebody else's. */
export function readClientUrl(memory: Memory, url: string): ClientUrl | null {
  const remembered = memory.urls.get(url);
  if (remembered !== undefined) return remembered;
  const path = detached(readEdgePath(pathOf(url)), url);
  if (path === null) return null;
  const key = path.at === 'pac' || path.at === 'config' ? path.key : null;
  const read = { path, keyHash: key === null ? null : hashBytes(sha256Hex(key)), wish: wishOf(url) };
  if (url.length <= REMEMBERED_LENGTH && path.at !== 'unknown') memory.urls.set(url, read);
  return read;
}

/**
 * Of a long URL only what was read. V8 cuts a text out of another by pointing into it, so that the name of a profile which
 * is remembered as absent would keep all of a URL: 32 MB for two thousand of 16 KB.
 */
const detached = (path: EdgePath | null, { length }: string): EdgePath | null =>
  length <= REMEMBERED_LENGTH ? path : structuredClone(path);
