/** What does the head of an HTTP answer say? RFC 9112, sections 4 and 5. */
import { isRefused, type Refused } from '../core/net/refused.ts';
import { failed } from './failed.ts';
import type { Source } from './source.ts';

/** The head of an answer. */
export interface Head {
  readonly status: number;
  /** The value of a header by its lower-case name, several of one name joined by a comma; null when there is none. */
  header(name: string): string | null;
}

/** More header lines than any honest server sends. */
const MAX_HEADERS = 200;
/** Interim answers (RFC 9110, 15.2) that are skipped. */
const MAX_INTERIM = 5;
const STATUS_LINE = /^HTTP\/1\.[01] ([1-5][0-9]{2})(?: |$)/;
const HEADER = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/;

/** Reads the head of the final answer. */
export async function readHead(source: Source): Promise<Head | Refused> {
  for (let interim = 0; interim <= MAX_INTERIM; interim++) {
    const head = await readOne(source);
    if (isRefused(head) || head.status >= 200) return head;
  }
  return failed('subscription.not-http');
}

async function readOne(source: Source): Promise<Head | Refused> {
  const first = await source.line();
  if (first === null) return failed('subscription.cut-off', 'the connection ended before an answer');
  if (isRefused(first)) return first;
  const status = STATUS_LINE.exec(first)?.[1];
  if (status === undefined) return failed('subscription.not-http');
  const headers = new Map<string, string>();
  for (let count = 0; count < MAX_HEADERS; count++) {
    const line = await source.line();
    if (line === null) return failed('subscription.cut-off', 'the connection ended in the head of the answer');
    if (isRefused(line)) return line;
    if (line === '') return { status: Number(status), header: (name) => headers.get(name) ?? null };
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined || value === undefined) return failed('subscription.not-http');
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }
  return failed('subscription.not-http');
}
