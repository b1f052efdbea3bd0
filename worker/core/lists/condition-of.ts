/** How is what a list holds written as the condition of a rule? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import { formatRange } from '../net/cidr.ts';
import type { NameMatch } from '../pac/program.ts';
import type { Meaning } from './item.ts';

const OF_NAME: { readonly [Match in NameMatch]: (name: string) => Condition } = {
  suffix: (name) => ({ domain: name }),
  exact: (name) => ({ host: name }),
  below: (name) => ({ host: `*.${name}` }),
};

/** The condition that holds for the same requests. A range that is no CIDR block is shown as `first-last`. */
export function conditionOf(meaning: Meaning): Condition {
  if (meaning.is === 'condition') return meaning.condition;
  return meaning.is === 'range' ? { cidr: formatRange(meaning.range) } : OF_NAME[meaning.match](meaning.name);
}

/** The condition in one line, as a rule of a YAML document could have it: `domain: a.example, port: 8080`. */
export function conditionText(condition: Condition): string {
  return Object.entries(condition)
    .map(([key, value]) => `${key}: ${valueText(value)}`)
    .join(', ');
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${valueText(part)}`);
  return `{ ${parts.join(', ')} }`;
}

/** Whether YAML reads the text back as itself without quotes (YAML 1.2, 7.3.3 and 10.3.2, and the booleans of 1.1). */
function isPlain(text: string): boolean {
  return (
    /^[a-z0-9_][a-z0-9_./-]*$/i.test(text) &&
    Number.isNaN(Number(text)) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
  );
}
