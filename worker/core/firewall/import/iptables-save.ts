/** What do iptables-save and ip6tables-save print, line by line? Format: iptables-restore(8). Pure. */
import { excerpt, type Remark } from './imported.ts';

/** A rule as it stands: `-A CHAIN` and its words, quotes taken off. */
export interface SavedRule {
  readonly chain: string;
  readonly words: readonly string[];
  /** Where it stands, in words, and its text. */
  readonly at: string;
  readonly text: string;
}

/** The filter table of a text. */
export interface SavedTable {
  /** Each chain with its policy: `ACCEPT`, `DROP`, or `-` for a chain of the user's own. */
  readonly policies: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, readonly SavedRule[]>;
  /** Lines that are no rules, and tables that are not read. */
  readonly remarks: readonly Remark[];
}

/** Reads the filter table; null where there is none. `prefix` stands in front of `line 7`. */
export function readSave(text: string, prefix: string): SavedTable | null {
  const policies = new Map<string, string>();
  const rules = new Map<string, SavedRule[]>();
  const remarks: Remark[] = [];
  const others = new Map<string, number>();
  let table: string | null = null;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const place = `${prefix}line ${at + 1}`;
    const leaveOut = (reason: string) => remarks.push({ at: place, text: excerpt(line), effect: 'left-out', reason });
    const heading = /^\*(\S+)$/.exec(line);
    if (heading !== null) table = heading[1] ?? '';
    else if (line === 'COMMIT') table = null;
    else if (table === null) leaveOut('it stands in no table');
    else if (table !== 'filter') {
      if (/^(\[\d+:\d+\] )?-A /.test(line)) others.set(table, (others.get(table) ?? 0) + 1);
    } else if (line.startsWith(':')) {
      const [, chain, policy] = /^:(\S+) (\S+)/.exec(line) ?? [];
      if (chain === undefined || policy === undefined) leaveOut('the chain is not understood');
      else policies.set(chain, policy);
    } else {
      const words = wordsOf(line.replace(/^\[\d+:\d+\] /, ''));
      const [command, chain] = words ?? [];
      if (words === null) leaveOut('a quote is not closed');
      else if (command !== '-A' || chain === undefined)
        leaveOut('only rules with -A are read, as iptables-save prints them');
      else add(rules, chain, { chain, words: words.slice(2), at: place, text: line });
    }
  }
  if (policies.size === 0) return null;
  return {
    policies,
    rules,
    remarks: [...remarks, ...[...others].map(([name, count]) => otherTable(prefix, name, count))],
  };
}

function add(rules: Map<string, SavedRule[]>, chain: string, rule: SavedRule): void {
  const own = rules.get(chain);
  if (own === undefined) rules.set(chain, [rule]);
  else own.push(rule);
}

function otherTable(prefix: string, name: string, count: number): Remark {
  const reason = 'only the filter table becomes a policy; what others change about addresses and packets is not in it';
  return { at: `${prefix}table ${name}`, text: `${count} rules`, effect: 'left-out', reason };
}

/** Words divided by blanks; in double quotes a backslash takes the next character as it is. Null: a quote is not closed. */
function wordsOf(line: string): string[] | null {
  const words: string[] = [];
  const word = /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)/y;
  while (word.lastIndex < line.length) {
    const match = word.exec(line);
    if (match === null) return null;
    words.push(match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? '');
  }
  return words;
}
