/** What does a list in the flow style of YAML say, line by line? `[a, 'b', "c"]` (YAML 1.2, 7.4). Pure. */
import { type Scalar, scalarOf } from './payload.ts';

/** Reads the lines of one flow sequence, from the one with its bracket on. */
export interface FlowReader {
  /** The entries that begin on a line; what is no entry is refused, and the rest of its line with it, which may close it. */
  read(line: string): readonly Scalar[];
  /** Whether the closing bracket has come. */
  isOver(): boolean;
}

/** Blanks, then a mark, a quoted scalar, or a plain one up to the next mark. Each of them ends where it must: linear. */
const TOKEN = /\s*(?:([[\],])|('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")|([^\s'"[\]{},#][^[\]{},]*))/y;

/** A reader that expects the opening bracket first. */
export function flowReader(): FlowReader {
  let expects: 'open' | 'entry' | 'comma' | 'nothing' = 'open';

  /** One token; a scalar, null for a mark, or a refusal. */
  const take = (mark: string | undefined, scalar: string): Scalar | null => {
    if (mark === undefined) {
      if (expects !== 'entry') return UNREADABLE;
      expects = 'comma';
      return scalarOf(`- ${scalar}`);
    }
    const isClosed = mark === ']' && (expects === 'entry' || expects === 'comma');
    const isNext = (mark === '[' && expects === 'open') || (mark === ',' && expects === 'comma');
    if (!isClosed && !isNext) return UNREADABLE;
    expects = isClosed ? 'nothing' : 'entry';
    return null;
  };

  return {
    read(line) {
      const scalars: Scalar[] = [];
      for (let at = 0; at < line.length && !/^\s*#/.test(line.slice(at, at + 2)); at = TOKEN.lastIndex) {
        TOKEN.lastIndex = at;
        const [, mark, quoted, plain] = TOKEN.exec(line) ?? [];
        const known = mark ?? quoted ?? plain;
        const comment = plain?.search(/\s#/) ?? -1;
        const scalar = known === undefined ? UNREADABLE : take(mark, plain?.trim() ?? quoted ?? '');
        if (scalar !== null) scalars.push(scalar);
        if (comment >= 0) break;
        if (scalar === null || typeof scalar === 'string') continue;
        if (line.endsWith(']')) expects = 'nothing';
        break;
      }
      return scalars;
    },
    isOver: () => expects === 'nothing',
  };
}

const UNREADABLE: Scalar = {
  code: 'list.unreadable',
  error: "expected a list of one line or several, such as [+.a.example, 'b.example']",
};
