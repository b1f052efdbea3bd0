/** How is a rule provider of Clash (mihomo) read? Pure. */
import { beforeComment, type Part, readLines } from '../by-line.ts';
import type { ListFormat, Sample } from '../format.ts';
import type { Item, Reading } from '../item.ts';
import type { Chunks } from '../lines.ts';
import { readDomain } from './clash/domain.ts';
import { type FlowReader, flowReader } from './clash/flow.ts';
import { type Scalar, scalarOf } from './clash/payload.ts';
import { isRule, readRule } from './classical/rules.ts';

/**
 * The content of a rule provider, as YAML (`payload:` and a list, in the block or the flow style) or as text, of any behaviour: `classical` rules
 * (`DOMAIN-SUFFIX,a.example`), `domain` names (`+.name` the name and below, `.name` below, `*` one label), `ipcidr`
 * ranges. The binary form (mrs) is refused.
 */
export const clash: ListFormat = {
  name: 'clash',
  title: 'Clash rule provider',
  source: 'mihomo wiki, "Contents of the rule-providers file", "Domain wildcards", "Routing rules"',
  order: () => 'exceptions',
  signature: ({ start }: Sample) => (/^payload\s*:/m.test(start) ? 'it has a line payload:' : null),
  looksLike: (line) => /^(?:\+\.|'\+\.)/.test(line),
  read,
};

function* read(chunks: Chunks): Generator<Item> {
  let isYaml = false;
  let flow: FlowReader | null = null;
  let last = 0;
  yield* readLines(chunks, (line, number) => {
    last = number;
    if (/^(?:#|\/\/|---$)/.test(line)) return null;
    const head = /^payload\s*:\s*(?:#.*|(\[.*))?$/.exec(line);
    const text = head === null ? line : (head[1] ?? '');
    isYaml ||= head !== null;
    if (isYaml && text.startsWith('[')) flow ??= flowReader();
    if (isOpen(flow)) return flow.read(text).map(partOf);
    if (head !== null) return null;
    return isYaml ? readScalar(scalarOf(line)) : readEntry(beforeComment(line, '#'));
  });
  if (isOpen(flow))
    yield { line: last, text: '', reading: { code: 'list.unreadable', error: 'expected ] at the end' } };
}

const isOpen = (flow: FlowReader | null): flow is FlowReader => flow !== null && !flow.isOver();

function partOf(scalar: Scalar): Part {
  return { text: typeof scalar === 'string' ? scalar : '', reading: readScalar(scalar) };
}

function readScalar(scalar: Scalar): Reading {
  return typeof scalar === 'string' ? readEntry(scalar) : scalar;
}

function readEntry(text: string): Reading {
  return isRule(text) ? readRule(text) : readDomain(text);
}
