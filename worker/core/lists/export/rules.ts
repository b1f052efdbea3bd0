/** How is what a list holds said as a routing rule of Clash or Surge? Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import { formatRange } from '../../net/cidr.ts';
import type { Held, Said } from './export.ts';
import { type HostForm, hostForms, isRe2 } from './hosts-of.ts';
import { unsaid } from './lines.ts';

/** What one of the two programs can say. */
export interface Dialect {
  /** The rule for an expression over hosts, if it has one. */
  readonly regex: 'DOMAIN-REGEX' | null;
  readonly port: 'DST-PORT' | 'DEST-PORT';
  readonly client: 'SRC-IP-CIDR' | 'SRC-IP';
}

/** The rules for one thing, a line each without a policy. */
export function rulesFor(held: Held, dialect: Dialect): Said {
  if (held.is === 'name') {
    const { name, match } = held.entry;
    return {
      text: { suffix: `DOMAIN-SUFFIX,${name}`, exact: `DOMAIN,${name}`, below: `DOMAIN-WILDCARD,*.${name}` }[match],
    };
  }
  if (held.is === 'range') {
    const { range } = held;
    return {
      text: `IP-CIDR${range.family === 6 ? '6' : ''},${withPrefix(formatRange(range), range.family)},no-resolve`,
    };
  }
  const rules = ofCondition(held.condition, dialect);
  if (rules === null || rules.some((rule) => rule === null)) return unsaid('there is no such rule');
  return { text: rules.join('\n') };
}

/** An address alone is written with its prefix, which both programs want. */
function withPrefix(text: string, family: 4 | 6): string {
  return text.includes('/') ? text : `${text}/${family === 4 ? 32 : 128}`;
}

function ofCondition(condition: Condition, dialect: Dialect): readonly (string | null)[] | null {
  const forms = hostForms(condition);
  if (forms !== null) return forms.map((form) => ofForm(form, dialect));
  if (Object.keys(condition).length !== 1) return null;
  if (condition.port !== undefined) return [condition.port].flat().map((port) => `${dialect.port},${port}`);
  if (condition.client === undefined) return null;
  return [condition.client]
    .flat()
    .map((range) => `${dialect.client},${withPrefix(range, range.includes(':') ? 6 : 4)}`);
}

function ofForm(form: HostForm, { regex }: Dialect): string | null {
  if (form.is === 'keyword') return `DOMAIN-KEYWORD,${form.word}`;
  if (form.is === 'wildcard') return `DOMAIN-WILDCARD,${form.pattern}`;
  // A comma would end the value.
  return regex === null || !isRe2(form.source) || form.source.includes(',') ? null : `${regex},${form.source}`;
}
