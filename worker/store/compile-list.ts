/** What does a list become before it is kept? Its content is read once; what it means is kept beside it. */
import type { Finding } from '../../schemas/finding.ts';
import { RuleList } from '../../schemas/list.ts';
import { canonicalText } from '../core/document/canonical.ts';
import { finding, hasErrors } from '../core/findings/finding.ts';
import { sha256Hashing } from '../core/hash.ts';
import { checkList } from '../core/lists/check.ts';
import { type Layer, meaningOf } from '../core/lists/layers.ts';
import type { Chunks } from '../core/lists/lines.ts';
import { PACK_HEADER, packList } from '../core/lists/pack/pack.ts';
import { unpackList } from '../core/lists/pack/unpack.ts';
import { type ParsedList, parseList } from '../core/lists/parse.ts';
import { isRefused } from '../core/net/refused.ts';
import type { ListMeaning } from '../core/rules/kind.ts';
import type { Compiled, CompiledList, CompileInput, Documents, NotCompiled } from './compiler.ts';

/** Reads the content that a kept document names. Lines never refuse a list. */
export function compileList({ document, documents }: CompileInput): Compiled | NotCompiled {
  const list = document as RuleList;
  const content = list.content === undefined ? null : watched(documents.content(list.content.sha256));
  const { parsed, findings: checked } = checkList(list, content);
  const findings = [...checked, ...contentFindings(list, content)];
  if (hasErrors(findings)) return { ok: false, findings };
  return {
    ok: true,
    document: canonicalText(RuleList, list),
    title: list.title ?? null,
    findings,
    publication: null,
    changesAt: null,
    list: compiledList(parsed),
  };
}

/**
 * What a list of the registry means: read from what was kept, or, when an older version kept it in another form, from
 * its content. Null when there is no such list; one without a content holds nothing.
 */
export function meaningOfKept(id: string, documents: Documents): ListMeaning | null {
  const list = documents.get({ kind: 'list', id });
  if (typeof list !== 'object' || list === null) return null;
  const known = MEANINGS.get(list) ?? meaningOf(layersOfKept(id, list as RuleList, documents));
  MEANINGS.set(list, known);
  return known;
}

/** The kept meaning in the present form; written anew when an older version kept it. */
export function meaningText(id: string, documents: Documents): Iterable<string> {
  const kept = documents.meaning(id);
  const [start = ''] = kept ?? [];
  if (kept !== null && start.startsWith(`${PACK_HEADER}\n`)) return kept;
  const list = documents.get({ kind: 'list', id }) as RuleList;
  return packList(layersOfContent(list, documents).map(withoutCounts));
}

/** Lists that were read already: one write may build many profiles with the same. */
const MEANINGS = new WeakMap<object, ListMeaning>();

function layersOfKept(id: string, list: RuleList, documents: Documents): readonly Layer[] {
  const kept = documents.meaning(id);
  return (kept === null ? null : unpackList(kept)) ?? layersOfContent(list, documents);
}

function layersOfContent({ format, content }: RuleList, documents: Documents): readonly Layer[] {
  const chunks = content === undefined ? null : documents.content(content.sha256);
  const parsed = chunks === null ? null : parseList({ format, chunks });
  return parsed === null || isRefused(parsed) ? [] : parsed.layers;
}

function compiledList(parsed: ParsedList | null): CompiledList {
  const hash = sha256Hashing();
  const pieces: string[] = [];
  for (const piece of packList((parsed?.layers ?? []).map(withoutCounts))) {
    hash.add(piece);
    pieces.push(piece);
  }
  return { report: parsed?.report ?? null, meaning: { print: hash.hex(), pieces } };
}

/** How often a list says the same changes nothing in what it means. */
const withoutCounts = ({ adds, members }: Layer): Layer => ({
  adds,
  members: { ...members, duplicates: 0, covered: 0 },
});

/** A content, and what was seen of it on the way. */
interface Watched extends Chunks {
  /** Characters that its bytes did not give. */
  readonly lost: number;
}

/** Counts in passing; each reading counts anew. */
function watched(chunks: Chunks | null): Watched | null {
  if (chunks === null) return null;
  let lost = 0;
  return {
    get lost() {
      return lost;
    },
    *[Symbol.iterator]() {
      lost = 0;
      for (const chunk of chunks) {
        for (let at = chunk.indexOf('\uFFFD'); at >= 0; at = chunk.indexOf('\uFFFD', at + 1)) lost += 1;
        yield chunk;
      }
    },
  };
}

function contentFindings({ source }: RuleList, content: Watched | null): Finding[] {
  if (content === null) return source === undefined ? [] : [finding('list.not-fetched', '/source')];
  return content.lost === 0 ? [] : [finding('list.encoding', '', { found: `${content.lost} of them` })];
}
