/** Which line of a JSON text does each value stand on? Reads JSON (RFC 8259) into values that know. Pure. */
import { tokensOf } from './tokens.ts';

/** A value with its line. Members of arrays keep theirs beside them, as there may be hundreds of thousands. */
export type Located = Scalar | LocatedList | LocatedMap;
/** A text, number, boolean or null. */
export interface Scalar {
  readonly is: 'scalar';
  readonly line: number;
  readonly value: string | number | boolean | null;
}
/** An array; `lines` has a line for each item. */
export interface LocatedList {
  readonly is: 'list';
  readonly line: number;
  /** Scalars as they are. */
  readonly items: readonly (Scalar['value'] | Located)[];
  readonly lines: readonly number[];
}
/** An object, by key. */
export interface LocatedMap {
  readonly is: 'map';
  readonly line: number;
  readonly entries: ReadonlyMap<string, Located>;
}

/** Why a text is no JSON, and where. */
export interface Broken {
  readonly is: 'broken';
  readonly line: number;
  readonly expected: string;
}

/** How deep values may nest. */
const MAX_DEPTH = 32;

/** Thrown inside only. */
class Fault extends Error {}

/** Reads a JSON text whole. */
export function readLocated(text: string): Located | Broken {
  const tokens = tokensOf(text);
  let token = tokens.next();
  const next = (): void => {
    token = tokens.next();
  };
  const take = (mark: string, expected: string): void => {
    if (token.mark !== mark) throw new Fault(expected);
    next();
  };
  const members = (close: string, member: () => void): void => {
    next();
    if (token.mark !== close) {
      member();
      while (token.mark === ',') {
        next();
        member();
      }
    }
    take(close, `expected ${close} or a comma`);
  };
  const list = (line: number, depth: number): LocatedList => {
    const items: (Scalar['value'] | Located)[] = [];
    const lines: number[] = [];
    members(']', () => {
      lines.push(token.line);
      const item = value(depth + 1);
      items.push(item.is === 'scalar' ? item.value : item);
    });
    return { is: 'list', line, items, lines };
  };
  const map = (line: number, depth: number): LocatedMap => {
    const entries = new Map<string, Located>();
    members('}', () => {
      const key = token.value;
      if (token.mark !== 'value' || typeof key !== 'string') throw new Fault('expected a key in quotes');
      next();
      take(':', 'expected : behind a key');
      entries.set(key, value(depth + 1));
    });
    return { is: 'map', line, entries };
  };
  const value = (depth: number): Located => {
    if (depth > MAX_DEPTH) throw new Fault(`expected at most ${MAX_DEPTH} levels`);
    const { line, mark, value: found } = token;
    if (mark === '[') return list(line, depth);
    if (mark === '{') return map(line, depth);
    if (mark !== 'value') throw new Fault('expected a JSON value');
    next();
    return { is: 'scalar', line, value: found };
  };
  try {
    const whole = value(0);
    if (token.mark !== 'end') throw new Fault('expected nothing behind the JSON value');
    return whole;
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    return { is: 'broken', line: token.line, expected: thrown.message };
  }
}
