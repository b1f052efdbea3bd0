/** What do the lists mean that a call gives inline? */
import type { Finding } from '../../../schemas/finding.ts';
import type { RuleList } from '../../../schemas/list.ts';
import { pointerTo } from '../../core/document/pointer.ts';
import { finding } from '../../core/findings/finding.ts';
import { checkList } from '../../core/lists/check.ts';
import type { Lists } from '../../core/rules/kind.ts';
import { Fault } from '../fault.ts';
import { placed } from '../firewall/placed.ts';

/** Lists as a call has them: id to document. */
export type WrittenLists = Readonly<Record<string, RuleList>>;

/** What they mean, and what is told about them at `/lists/{id}/…`; none of it is an error. */
export interface InlineLists {
  readonly lists: Lists;
  readonly findings: readonly Finding[];
}

/** Reads lists that are given inline, all of which must have their text beside them. Fault: invalid. */
export function listsOfInline(written: WrittenLists = {}): InlineLists {
  const read = Object.entries(written).map(([id, list]) => ({ id, ...readInline(list) }));
  const findings = read.flatMap(({ id, findings: found }) =>
    found.map((one) => ({ ...one, path: `${pointerTo('/lists', id)}${one.path}` })),
  );
  const errors = placed('', findings);
  if (errors.length > 0) throw new Fault('invalid', 'Expected rule lists without errors.', { errors });
  const meanings = read.flatMap(({ id, parsed }) => (parsed === null ? [] : [[id, parsed.meaning] as const]));
  return { lists: new Map(meanings), findings };
}

function readInline(list: RuleList): ReturnType<typeof checkList> {
  if (list.text !== undefined) return checkList(list);
  const key = list.source === undefined ? '/content' : '/source';
  return { parsed: null, findings: [finding('list.not-inline', key)] };
}
