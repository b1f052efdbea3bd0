/** Is what a list shows of itself the list itself, whatever its content has in it? */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RuleList } from '../../schemas/list.ts';
import { parseBytes } from '../../worker/core/document/parse.ts';
import { checkShape } from '../../worker/core/document/shape.ts';
import { writeYaml } from '../../worker/core/document/yaml.ts';
import { SHOWN_BYTES } from '../../worker/store/lists/kept.ts';
import { ACTOR, putInput, taken } from './harness.ts';
import { createMemoryStore } from './memory.ts';

/** The limit of a document. */
const DOCUMENT_BYTES = 1_048_576;

const bodyOf = (text: string) => new Blob([text]).stream() as ReadableStream<Uint8Array>;

/** Sends a text, reads the document as JSON and as YAML, and expects either to be the same list when it is sent again. */
async function roundTrip(text: string): Promise<RuleList> {
  const { store } = createMemoryStore();
  await store.put(putInput('l', { format: 'domains', text: 'first.example' }, { kind: 'list' }));
  const sent = await store.putContent({ id: 'l', body: bodyOf(text), precondition: {}, dryRun: false, actor: ACTOR });
  if (!sent.ok) throw new Error(sent.reason);
  const document = JSON.parse(sent.stored.document) as RuleList;
  for (const [syntax, written] of [
    ['json', JSON.stringify(document)],
    ['yaml', writeYaml(document)],
  ] as const) {
    const read = parseBytes(new TextEncoder().encode(written), syntax, { limit: DOCUMENT_BYTES });
    if ('errors' in read) throw new Error(`${syntax}: ${JSON.stringify(read.errors)}`);
    const shaped = checkShape(RuleList, read.value);
    if (!('document' in shaped)) throw new Error(JSON.stringify(shaped.findings));
    const again = taken(await store.put(putInput('l', shaped.document, { kind: 'list' })));
    expect(again).toMatchObject({ change: 'unchanged', stored: { revision: sent.stored.revision } });
  }
  return document;
}

const piece = fc.oneof(
  fc.constantFrom(
    'a.example\n',
    '\r\n',
    '\r',
    '\t',
    '\n\n',
    ' # c\n',
    '  ',
    '- ',
    ': ',
    '"',
    "'",
    '\\',
    '\ufeff',
    '%',
    '|',
    '>',
  ),
  fc.constantFrom('\u0001', '\u001b', '\u007f', '\u0085', '\u2028', '\u00a0', '\ufffe', '\uffff', '\ufffd', '😀', 'ü'),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replaceAll('\u0000', '')),
);

test('a list reads as a document that is the same list, as JSON and as YAML', async () => {
  const texts = fc.array(piece, { minLength: 1, maxLength: 30 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      fc.pre(text.replace(/^\ufeff+/, '') !== '');
      const document = await roundTrip(text);
      if (document.text !== undefined) expect(document.text).toBe(text.replace(/^\ufeff+/, ''));
    }),
    { numRuns: 60 },
  );
});

test('a list that begins with two byte order marks, sent in one piece or in its document, is the same list without them', async () => {
  expect((await roundTrip('\ufeff\ufeff a.example\n')).text).toBe(' a.example\n');
});

test.each(['\n', '"', '\\', '\t', 'a\n', 'a \n', '  a\n', '😀', "'", ': '])(
  'the longest content that is shown, of nothing but %j, stays below the limit of a document',
  async (unit) => {
    const bytes = new TextEncoder().encode(unit).byteLength;
    const document = await roundTrip(unit.repeat(Math.floor(SHOWN_BYTES / bytes)));
    expect(document.text).toBeDefined();
    expect((await roundTrip(unit.repeat(Math.floor(SHOWN_BYTES / bytes) + 1))).content).toBeDefined();
  },
);
