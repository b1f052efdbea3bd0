/** What does a YAML text say, in the part of YAML 1.2 that means the same in every reader? Pure; the only file that imports yaml. */
import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  stringify,
  type YAMLError,
} from 'yaml';
import { quote } from '../findings/quote.ts';
import { type Flaw, MAX_FLAWS, MAX_NESTING, MAX_TOKENS, tooDeep, tooManyTokens } from './flaw.ts';
import type { Tree } from './tree.ts';

/**
 * YAML 1.2 core schema: `09:00`, `2026-01-01`, `yes` and `no` stay text. No merge keys, no tags of YAML 1.1, keys are
 * text. Duplicate keys are found by `content.ts`: the package compares every key with every earlier one.
 */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  strict: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** How many documents a text may be: one, or any number, which are the items of a list. */
export type Form = 'one' | 'many';

/** Reads YAML documents: no aliases, no anchors, no tags but the core ones, no directives but `%YAML 1.2`. An empty list: no document. */
export function readYaml(text: string, form: Form = 'one'): Tree | readonly Flaw[] {
  const tooMany = findTooMany(text);
  if (tooMany !== null) return [tooMany];
  const tokens = [...new Parser().parse(text)];
  const refused = unwanted(tokens, form);
  if (refused.length > 0) return refused.slice(0, MAX_FLAWS);
  const documents = [...(new Composer(OPTIONS).compose(tokens, true, text.length) as Iterable<Document.Parsed>)];
  if (documents.length === 0 || isEmpty(tokens)) return [];
  const flaws = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings].map(flawOf));
  const trees = documents.map(({ contents }) => treeOf(contents, text, flaws)).filter((tree) => !isNothing(tree, form));
  if (flaws.length > 0) return flaws.slice(0, MAX_FLAWS);
  const [first] = trees;
  if (first === undefined) return [];
  return trees.length === 1 ? first : { is: 'list', offset: first.offset, items: trees };
}

/** What the lexer puts between tokens without that it stands in the text: a document begins, a scalar follows, a flow ends. */
const MARKERS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

/**
 * The first token too many. A block of text is one. Looked for before the parser makes some 200 bytes of each; no text has more
 * tokens than characters.
 */
function findTooMany(text: string): Flaw | null {
  if (text.length <= MAX_TOKENS.yaml) return null;
  let [tokens, offset] = [0, 0];
  for (const token of new Lexer().lex(text)) {
    if (MARKERS.has(token)) continue;
    tokens += 1;
    if (tokens > MAX_TOKENS.yaml) return tooManyTokens(MAX_TOKENS.yaml, offset);
    offset += token.length;
  }
  return null;
}

/** Among many documents an empty one is what a marker too many leaves. */
function isNothing(tree: Tree, form: Form): boolean {
  return form === 'many' && tree.is === 'scalar' && tree.value === null && tree.source === '';
}

/** Writes several plain values as one text of several documents, which `readYaml` reads as many. */
export function writeYamlDocuments(values: Iterable<unknown>): string {
  return [...values].map((value) => `---\n${writeYaml(value)}`).join('');
}

/**
 * Writes a plain value as YAML: the same value gives the same text, and `readYaml` gives the value back. Texts that
 * YAML 1.1 readers would take for something else (`18:00`, `yes`) are quoted for them.
 */
export function writeYaml(value: unknown): string {
  return stringify(value, { version: '1.2', schema: 'core', compat: 'yaml-1.1', aliasDuplicateObjects: false });
}

/** Nothing but blanks, comments and markers. */
function isEmpty(tokens: readonly CST.Token[]): boolean {
  return tokens.every((token) => {
    if (token.type !== 'document') return token.type !== 'error';
    return token.value === undefined && token.start.every(({ type }) => type !== 'anchor' && type !== 'tag');
  });
}

/** What is refused before anything is composed; the walk keeps its own stack, because depth is the sender's choice. */
function unwanted(tokens: readonly CST.Token[], form: Form): Flaw[] {
  const documents = tokens.filter((token) => token.type === 'document');
  if (documents.length > 1 && form === 'one') return [severalDocuments(documents[1]?.offset ?? 0)];
  const flaws = tokens.flatMap((token) => (token.type === 'directive' ? directive(token) : []));
  const waiting = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.depth > MAX_NESTING) return [tooDeep(next.token.offset)];
    for (const token of childrenOf(next.token)) waiting.push({ token, depth: next.depth + depthOf(token) });
  }
  return flaws;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key ?? [], item.value ?? []].flat());
}

function depthOf(token: CST.Token): number {
  return 'items' in token ? 1 : 0;
}

function directive({ offset, source }: CST.Directive): Flaw[] {
  if (/^%YAML 1\.2\s*$/.test(source)) return [];
  const detail = 'expected no directive other than %YAML 1.2: others change what the text means';
  return [{ code: 'yaml.directive', offset, pointer: '', detail, found: quote(source) }];
}

function severalDocuments(offset: number): Flaw {
  return { code: 'yaml.documents', offset, pointer: '', detail: 'expected one document; a second one begins here' };
}

function treeOf(node: Node | null, text: string, flaws: Flaw[]): Tree {
  const offset = node?.range?.[0] ?? 0;
  if (node === null) return { is: 'scalar', offset, value: null, source: '' };
  if (isAlias(node)) flaws.push(alias(offset, `*${node.source}`));
  else if (node.anchor !== undefined) flaws.push(alias(offset, `&${node.anchor}`));
  if (isSeq(node)) {
    return { is: 'list', offset, items: node.items.map((item) => treeOf(isNode(item) ? item : null, text, flaws)) };
  }
  if (isMap(node)) return { is: 'map', offset, entries: node.items.map((pair) => entryOf(pair, offset, text, flaws)) };
  return scalarOf(node, offset, flaws);
}

function entryOf(pair: { key: unknown; value: unknown }, around: number, text: string, flaws: Flaw[]) {
  const key = isNode(pair.key) ? treeOf(pair.key, text, flaws) : null;
  const offset = key?.offset ?? around;
  if (key?.is !== 'scalar') {
    flaws.push({ code: 'yaml.key', offset, pointer: '', detail: 'expected a text as the key of this map' });
  }
  const value = treeOf(isNode(pair.value) ? pair.value : null, text, flaws);
  return { key: key?.is === 'scalar' ? String(key.value) : '', offset, value };
}

function scalarOf(node: Node, offset: number, flaws: Flaw[]): Tree {
  const value = isScalar(node) ? node.value : null;
  const source = isScalar(node) ? (node.source ?? '') : '';
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { is: 'scalar', offset, value, source };
  }
  flaws.push({ code: 'yaml.tag', offset, pointer: '', detail: 'expected a text, a number, true, false or null' });
  return { is: 'scalar', offset, value: null, source };
}

function alias(offset: number, name: string): Flaw {
  const detail = 'expected no anchors and aliases: write the value out where it is needed';
  return { code: 'yaml.alias', offset, pointer: '', detail, found: quote(name) };
}

function flawOf(error: YAMLError): Flaw {
  const offset = error.pos[0];
  if (error.code === 'TAG_RESOLVE_FAILED') {
    return {
      code: 'yaml.tag',
      offset,
      pointer: '',
      detail: 'expected no tags other than the core ones (!!str, !!int)',
    };
  }
  if (error.code === 'NON_STRING_KEY') {
    return { code: 'yaml.key', offset, pointer: '', detail: 'expected a text as the key of this map' };
  }
  return { code: 'yaml.syntax', offset, pointer: '', detail: withoutQuotes(error.message) };
}

/** The parser's sentence without longer pieces of the text in it: a broken text may hold anything. */
function withoutQuotes(message: string): string {
  return message.replace(/"(?:[^"\\]|\\.){9,}"?/gs, '"…"').slice(0, 200);
}
