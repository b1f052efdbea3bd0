/** How is a list written as a rule provider of Clash (mihomo)? Pure. */
import type { ExportFormat, Held, Said } from './export.ts';
import { byLine } from './lines.ts';
import { rulesFor } from './rules.ts';

/** A YAML file of behaviour `classical`: `payload:` and a rule a line, in single quotes (YAML 1.2, 7.3.2). */
export const clash: ExportFormat = {
  name: 'clash',
  title: 'Clash rule provider (classical, YAML)',
  source: 'mihomo wiki, "Contents of the rule-providers file", "Routing rules"',
  mediaType: 'application/yaml',
  extension: 'yaml',
  write: byLine({ head: 'payload:\n', say }),
};

function say(held: Held): Said {
  const said = rulesFor(held, { regex: 'DOMAIN-REGEX', port: 'DST-PORT', client: 'SRC-IP-CIDR' });
  if (said.text === null) return said;
  const lines = said.text.split('\n').map((rule) => `  - '${rule.replaceAll("'", "''")}'`);
  return { ...said, text: lines.join('\n') };
}
