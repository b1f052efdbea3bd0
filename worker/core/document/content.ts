/** May these keys, numbers and strings stand in any document at all? Pure; the same answer for JSON and YAML. */
import { quote } from '../findings/quote.ts';
import { type Flaw, MAX_FLAWS } from './flaw.ts';
import { pointerTo } from './pointer.ts';
import type { Entry, Tree } from './tree.ts';

/** Keys that reach an object's prototype in careless code; refused, because dropping them would lose what was written. */
const INHERITED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** A number as JSON writes it (RFC 8259 section 6). YAML also knows 0x1F, 0o17, .inf and 010: each reads differently elsewhere. */
const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** The plain value of a tree, and every reason (up to `MAX_FLAWS`) why it may not be used. */
export interface Content {
  readonly value: unknown;
  readonly flaws: readonly Flaw[];
}

/** Builds the value of a tree whose nesting is known to be bounded. The value is only fit for use without flaws. */
export function contentOf(root: Tree): Content {
  const flaws: Flaw[] = [];
  const value = build(root, '', (flaw) => {
    if (flaws.length < MAX_FLAWS) flaws.push(flaw);
  });
  return { value, flaws };
}

type Tell = (flaw: Flaw) => void;

function build(tree: Tree, pointer: string, tell: Tell): unknown {
  if (tree.is === 'map') return buildMap(tree.entries, pointer, tell);
  if (tree.is === 'list') return tree.items.map((item, index) => build(item, pointerTo(pointer, index), tell));
  const problem = typeof tree.value === 'number' ? oddNumber(tree.value, tree.source) : oddText(tree.value);
  if (problem !== null) tell({ ...problem, offset: tree.offset, pointer });
  return tree.value;
}

function buildMap(entries: readonly Entry[], pointer: string, tell: Tell): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const { key, offset, value } of entries) {
    const place = pointerTo(pointer, key);
    const problem = seen.has(key) ? DUPLICATE : oddKey(key);
    if (problem !== null) tell({ ...problem, offset, pointer: place, found: quote(key) });
    else map[key] = build(value, place, tell);
    seen.add(key);
  }
  return map;
}

type Problem = Pick<Flaw, 'code' | 'detail' | 'found'>;

const DUPLICATE: Problem = {
  code: 'document.duplicate-key',
  detail: 'expected each key once in a map: readers differ in which of two they take',
};

function oddKey(key: string): Problem | null {
  if (!INHERITED_KEYS.has(key)) return oddText(key);
  return { code: 'document.key', detail: 'expected a key other than __proto__, constructor and prototype' };
}

function oddNumber(value: number, source: string): Problem | null {
  if (!JSON_NUMBER.test(source)) {
    return {
      code: 'document.number',
      detail: 'expected a plain decimal number without leading zeros; put quotes around a text',
      found: quote(source),
    };
  }
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return null;
  return {
    code: 'document.number',
    detail: 'expected a number that is exact in every reader: up to 9007199254740991',
    found: quote(source),
  };
}

function oddText(value: string | boolean | null): Problem | null {
  if (typeof value !== 'string' || (value.isWellFormed() && !value.includes('\u0000'))) return null;
  return { code: 'document.characters', detail: 'expected text without NUL characters and lone surrogates' };
}
