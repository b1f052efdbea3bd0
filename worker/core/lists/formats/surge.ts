/** How is a rule set or a domain set of Surge read? Pure. */
import { beforeComment, readLines } from '../by-line.ts';
import type { ListFormat } from '../format.ts';
import type { Reading } from '../item.ts';
import { readHostOrRange } from '../read-host.ts';
import { isRule, readRule } from './classical/rules.ts';

/**
 * A rule set (`RULE-SET`): routing rules without a policy. A domain set (`DOMAIN-SET`): names, with a dot in front for
 * the name and what is below it. Comments begin with `#`, `;` or `//`.
 */
export const surge: ListFormat = {
  name: 'surge',
  title: 'Surge rule set or domain set',
  source: 'Surge manual, "Rule Set", "Domain-based Rule", "Domain Rules"',
  order: () => 'exceptions',
  signature: () => null,
  looksLike: isRule,
  read: (chunks) => readLines(chunks, readLine),
};

function readLine(line: string): Reading | null {
  if (/^(?:[#;]|\/\/)/.test(line)) return null;
  const text = beforeComment(line, '#')
    .replace(/\s\/\/.*$/, '')
    .trim();
  if (isRule(text)) return readRule(text);
  return text.startsWith('.') ? readHostOrRange(text.slice(1), 'suffix') : readHostOrRange(text, 'exact');
}
