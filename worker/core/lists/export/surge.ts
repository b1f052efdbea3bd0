/** How is a list written as a rule set of Surge? Pure. */
import type { ExportFormat } from './export.ts';
import { byLine } from './lines.ts';
import { rulesFor } from './rules.ts';

/** A file for `RULE-SET`: rules without a policy. Surge has no expressions over hosts. */
export const surge: ExportFormat = {
  name: 'surge',
  title: 'Surge rule set',
  source: 'Surge manual, "Rule Set", "Domain Rules"',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'list',
  write: byLine({ say: (held) => rulesFor(held, { regex: null, port: 'DEST-PORT', client: 'SRC-IP' }) }),
};
