/** How is a rule provider of Clash (mihomo) read? Pure. */
import { beforeComment, readLines } from '../by-line.ts';
import type { ListFormat, Sample } from '../format.ts';
import type { Item } from '../item.ts';
import type { Chunks } from '../lines.ts';
import { readDomain } from './clash/domain.ts';
import { type Scalar, scalarOf } from './clash/payload.ts';
import { isRule, readRule } from './classical/rules.ts';

/**
 * The content of a rule provider, as YAML (`payload:` and a list) or as text, of any behaviour: `classical` rules
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

function read(chunks: Chunks): Iterable<Item> {
  let isYaml = false;
  return readLines(chunks, (line) => {
    if (/^(?:#|\/\/|---$)/.test(line)) return null;
    if (/^payload\s*:\s*(?:#.*)?$/.test(line)) {
      isYaml = true;
      return null;
    }
    if (!isYaml) return readEntry(beforeComment(line, '#'));
    const scalar: Scalar = scalarOf(line);
    return typeof scalar === 'string' ? readEntry(scalar) : scalar;
  });
}

function readEntry(text: string) {
  return isRule(text) ? readRule(text) : readDomain(text);
}
