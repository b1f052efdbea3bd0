/** How do two files of one kind differ? Profiles and policies place by place, policies also in what they let through, lists by what they hold. */
import type { Kind } from '../../schemas/api.ts';
import { buildProfile } from '../core/build.ts';
import { diffJson } from '../core/document/json-diff.ts';
import { diffPolicies } from '../core/firewall/analysis/diff.ts';
import type { FirewallPolicy } from '../core/firewall/policy.ts';
import type { ListContent } from '../core/lists/parse.ts';
import { policyDiffText } from './analysis.ts';
import { diffLists } from './list-diff.ts';
import { loadList } from './lists.ts';
import { loadProfile, type PlacedFinding } from './load.ts';
import { loadPolicyFile } from './policy.ts';
import type { Surroundings } from './reports.ts';

/** The answer: for scripts, and for people. */
export interface Comparison {
  readonly isSame: boolean;
  readonly json: object;
  readonly text: string;
}

/** A file that is no document of its kind, and why. */
export interface Unreadable {
  readonly file: string;
  readonly findings: readonly PlacedFinding[];
}

type Pair = readonly [before: string, after: string];

/** How two files of each kind are compared. */
export const COMPARISONS: Readonly<
  Record<Kind, (files: Pair, around: Surroundings) => Promise<Comparison | Unreadable>>
> = {
  profile: async (files, around) => {
    const documents = await both(files, (file) => profileIn(file, around));
    return 'findings' in documents ? documents : placeByPlace(diffJson(...documents.pair));
  },
  firewall: async (files, { terminal }) => {
    const read = await both<FirewallPolicy>(files, async (file) => {
      const { policy, findings } = await loadPolicyFile(terminal, file);
      return policy ?? { file, findings };
    });
    if ('findings' in read) return read;
    const [before, after] = read.pair;
    const { isSame, json, text } = placeByPlace(diffJson(before.document, after.document));
    if (isSame) return { isSame, json: { ...json, flows: [], complete: true }, text };
    const flows = diffPolicies(before, after, { now: terminal.now() });
    return {
      isSame,
      json: { ...json, flows: flows.changes, complete: flows.complete },
      text: text + policyDiffText(flows),
    };
  },
  list: async (files, { terminal }) => {
    const read = await both<ListContent>(files, async (file) => {
      const { content, findings } = await loadList(terminal, file, 'auto');
      return content ?? { file, findings };
    });
    if ('findings' in read) return read;
    const { changes, isReordered } = diffLists(...read.pair);
    const lines = changes.map(({ op, what }) => `${SIGN[op]} ${what}\n`);
    const order = isReordered ? ['~ the same in another order\n'] : [];
    return {
      isSame: changes.length === 0 && !isReordered,
      json: { changes, isReordered },
      text: [...lines, ...order].join(''),
    };
  },
};

/** Reads both files; the first that is no document of the kind ends it. */
async function both<Read extends object>(
  files: Pair,
  read: (file: string) => Promise<Read | Unreadable>,
): Promise<{ readonly pair: [Read, Read] } | Unreadable> {
  const [first, second] = files;
  const before = await read(first);
  if (isUnreadable(before)) return before;
  const after = await read(second);
  return isUnreadable(after) ? after : { pair: [before, after] };
}

function isUnreadable(read: object): read is Unreadable {
  return 'file' in read && 'findings' in read;
}

async function profileIn(file: string, { policy, lists, terminal }: Surroundings): Promise<object | Unreadable> {
  const loaded = await loadProfile(terminal, file);
  if ('findings' in loaded) return { file, findings: loaded.findings };
  const about = { id: 'diff', firewall: policy, lists, now: terminal.now() };
  return buildProfile({ ...about, profile: loaded.document }).document;
}

type Changes = ReturnType<typeof diffJson>;

const SIGN = { add: '+', remove: '-', replace: '~' } as const;

function placeByPlace(changes: Changes): Comparison {
  return { isSame: changes.length === 0, json: { changes }, text: changes.map(line).join('') };
}

function line({ op, path, before, after }: Changes[number]): string {
  const values = [before, after].filter((value) => value !== undefined).map((value) => JSON.stringify(value));
  return `${SIGN[op]} ${path || '(document)'} ${values.join(' -> ')}\n`;
}
