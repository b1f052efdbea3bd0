/** What does a headless rule of sing-box mean? Pure. */
import type { Condition } from '../../../../../schemas/condition.ts';
import { formatRange } from '../../../net/cidr.ts';
import { isRefused, type Refused } from '../../../net/refused.ts';
import { conditionOf } from '../../condition-of.ts';
import { isRead, type Reading } from '../../item.ts';
import { readHostExpression } from '../../read-expression.ts';
import { readKeyword, readName, readRange } from '../../read-host.ts';
import type { Located, LocatedMap, Scalar } from './located.ts';

type Value = Scalar['value'] | Located;

/** Fields that name hosts: any entry of any of them. */
const HOST_FIELDS: Readonly<Record<string, (value: string) => Reading>> = {
  domain: (value) => readName(value, 'exact'),
  // Since sing-box 1.9 a suffix without a dot in front is the name and what is below it; with one it is below only.
  domain_suffix: (value) => (value.startsWith('.') ? readName(value.slice(1), 'below') : readName(value, 'suffix')),
  domain_keyword: readKeyword,
  domain_regex: readHostExpression,
  ip_cidr: readRange,
};

/** Further fields that a PAC can test; they are joined to the others by AND. */
const OTHER_FIELDS: Readonly<Record<string, (values: readonly Value[]) => Condition | null>> = {
  port: (values) => ports(values, (value) => (typeof value === 'number' ? value : null)),
  port_range: (values) => ports(values, portRange),
  source_ip_cidr: sources,
};

const SILENT = new Set(['type', 'mode', 'rules', 'invert']);

/** The entries of a field: one value may stand without a list. */
export function entriesOf(value: Located): { readonly items: readonly Value[]; readonly lines: readonly number[] } {
  if (value.is === 'list') return value;
  return { items: [value.is === 'scalar' ? value.value : value], lines: [value.line] };
}

/** Whether the rule is nothing but names and ranges, so that every entry stands for itself. */
export function isPlainRule(rule: LocatedMap): boolean {
  return flag(rule, 'invert') !== true && [...rule.entries.keys()].every((key) => isHostField(key) || key === 'invert');
}

/** One entry of a field of hosts. */
export function readHostEntry(field: string, value: Value): Reading {
  const reader = isHostField(field) ? HOST_FIELDS[field] : undefined;
  return typeof value === 'string' && reader !== undefined ? reader(value) : unreadable('expected a text');
}

/** A rule as a whole: its fields by AND, those of hosts among themselves by OR, or the rules that it joins. */
export function readRule(rule: LocatedMap): Condition | Refused {
  const condition = text(rule, 'type') === 'logical' ? readLogical(rule) : readFields(rule);
  if (isRefused(condition)) return condition;
  return flag(rule, 'invert') === true ? { not: condition } : condition;
}

function readLogical(rule: LocatedMap): Condition | Refused {
  const rules = rule.entries.get('rules');
  const mode = text(rule, 'mode');
  const unknown = [...rule.entries.keys()].find((key) => !SILENT.has(key));
  if (rules?.is !== 'list' || (mode !== 'and' && mode !== 'or') || unknown !== undefined) {
    return unreadable('expected mode (and, or) and rules in a logical rule');
  }
  const read = rules.items.map((inner) => (isMap(inner) ? readRule(inner) : unreadable('expected a rule')));
  const refused = read.find(isRefused);
  if (refused !== undefined && isRefused(refused)) return refused;
  const conditions = read.filter((one): one is Condition => !isRefused(one));
  if (conditions.length === 0) return unreadable('expected rules to join');
  return mode === 'and' ? { all: conditions } : { any: conditions };
}

function readFields(rule: LocatedMap): Condition | Refused {
  const all: Condition[] = [];
  const hosts: Condition[] = [];
  const portsAsked: Condition[] = [];
  for (const [field, value] of rule.entries) {
    if (field === 'invert' || field === 'type') continue;
    const { items } = entriesOf(value);
    if (isHostField(field)) {
      const readings = items.map((item) => readHostEntry(field, item));
      const refused = readings.find(isRefused);
      if (refused !== undefined && isRefused(refused)) return refused;
      hosts.push(...readings.filter(isRead).map((read) => conditionOf(read.meaning)));
      continue;
    }
    const condition = Object.hasOwn(OTHER_FIELDS, field) ? OTHER_FIELDS[field]?.(items) : undefined;
    if (condition === undefined) return untestable(field);
    if (condition === null) return unreadable(`expected values of ${field}`);
    (field.startsWith('port') ? portsAsked : all).push(condition);
  }
  for (const group of [hosts, portsAsked])
    if (group.length > 0) all.push(group.length === 1 ? (group[0] ?? {}) : { any: group });
  const [only] = all;
  if (only === undefined) return unreadable('expected a rule that asks something');
  return all.length === 1 ? only : { all };
}

function ports(values: readonly Value[], read: (value: Value) => number | string | null): Condition | null {
  const found = values.map(read);
  const known = found.filter((port) => port !== null);
  return known.length === found.length && known.length > 0 ? { port: known } : null;
}

/** `1000:2000`, `:3000`, `4000:`. */
function portRange(value: Value): string | null {
  const [, from, to] = typeof value === 'string' ? (/^([0-9]{0,5}):([0-9]{0,5})$/.exec(value) ?? []) : [];
  return from === undefined || to === undefined
    ? null
    : `${from === '' ? 1 : Number(from)}-${to === '' ? 65_535 : Number(to)}`;
}

function sources(values: readonly Value[]): Condition | null {
  const readings = values.map((value) =>
    typeof value === 'string' ? readRange(value) : unreadable('expected a range'),
  );
  const ranges = readings.flatMap((read) =>
    isRead(read) && read.meaning.is === 'range' ? [formatRange(read.meaning.range)] : [],
  );
  return ranges.length === readings.length && ranges.length > 0 ? { client: ranges } : null;
}

function isHostField(key: string): boolean {
  return Object.hasOwn(HOST_FIELDS, key);
}

/** Whether a value is a map. */
export function isMap(value: Value): value is LocatedMap {
  return typeof value === 'object' && value !== null && value.is === 'map';
}

function flag(rule: LocatedMap, key: string): boolean | undefined {
  const value = rule.entries.get(key);
  return value?.is === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

function text(rule: LocatedMap, key: string): string | undefined {
  const value = rule.entries.get(key);
  return value?.is === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

function untestable(field: string): Refused {
  return {
    code: 'list.untestable',
    error: `expected a rule about hosts, addresses or ports: a PAC cannot test ${field.slice(0, 40)}`,
  };
}

function unreadable(error: string): Refused {
  return { code: 'list.unreadable', error };
}
