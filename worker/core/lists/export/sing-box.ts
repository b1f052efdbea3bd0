/** How is a list written as a rule set of sing-box? Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import { blocksOf } from '../../firewall/ranges.ts';
import { formatRange } from '../../net/cidr.ts';
import type { NameMatch } from '../../pac/program.ts';
import type { Layer } from '../layers.ts';
import type { Members } from '../members.ts';
import type { ExportFormat, Lose } from './export.ts';
import { expressionOf, hostForms, isRe2 } from './hosts-of.ts';

/**
 * Source form, version 3: one rule for names and ranges and one for each further condition. Exceptions are logical
 * rules: what a layer takes away is inverted and joined by AND with what stands behind it.
 */
export const singBox: ExportFormat = {
  name: 'sing-box',
  title: 'sing-box rule set (JSON)',
  source: 'sing-box documentation, "Rule Set / Source Format", "Headless Rule"',
  mediaType: 'application/json',
  extension: 'json',
  *write(layers, lose) {
    yield '{\n"version": 3,\n"rules": [\n';
    yield* layersText(sayable(layers, lose));
    yield '\n]\n}\n';
  },
};

/** The rules of layers, separated by commas; any of them. Every layer has something to say. */
function* layersText([first, ...rest]: readonly Layer[]): Generator<string> {
  if (first === undefined) return;
  if (first.adds) {
    yield* membersText(first.members);
    if (rest.length > 0) yield ',\n';
    yield* layersText(rest);
    return;
  }
  yield '{ "type": "logical", "mode": "and", "rules": [\n{ "type": "logical", "mode": "or", "invert": true, "rules": [\n';
  yield* membersText(first.members);
  yield '\n] },\n{ "type": "logical", "mode": "or", "rules": [\n';
  yield* layersText(rest);
  yield '\n] }\n] }';
}

/** The layers that have something to say; what takes away from nothing has not. What cannot be said is lost. */
function sayable(layers: readonly Layer[], lose: Lose): readonly Layer[] {
  const said = layers.filter(({ adds, members }) => {
    const unsaid = members.spelled.filter((condition) => ruleOf(condition) === null);
    const effect = adds ? 'narrower' : 'wider';
    for (const condition of unsaid)
      lose({ is: 'condition', condition }, { reason: 'sing-box has no such rule', effect }, !adds);
    return members.names.size + members.ranges.size + members.spelled.length > unsaid.length;
  });
  return said.slice(0, said.findLastIndex(({ adds }) => adds) + 1);
}

/** The rules of members: one for all names and ranges, one for each condition. */
function* membersText(members: Members): Generator<string> {
  const fields = fieldsOf(members).filter(({ has }) => has);
  if (fields.length > 0) yield '{\n';
  for (const [index, { field, values }] of fields.entries()) {
    yield `${index === 0 ? '' : ',\n'}"${field}": [`;
    yield* joined(values());
    yield ']';
  }
  if (fields.length > 0) yield '\n}';
  let separator = fields.length > 0 ? ',\n' : '';
  for (const condition of members.spelled) {
    const rule = ruleOf(condition);
    if (rule === null) continue;
    yield `${separator}${JSON.stringify(rule)}`;
    separator = ',\n';
  }
}

interface Field {
  readonly field: string;
  readonly has: boolean;
  values(): Iterable<string>;
}

function fieldsOf({ names, ranges }: Members): readonly Field[] {
  function* ofMatch(matches: readonly NameMatch[]): Generator<string> {
    for (const { name, match } of names.entries()) {
      if (matches.includes(match)) yield match === 'below' ? `.${name}` : name;
    }
  }
  function* blocks(): Generator<string> {
    for (const range of ranges.ranges()) yield* blocksOf(range).map(formatRange);
  }
  const some = (values: Iterable<string>) => !values[Symbol.iterator]().next().done;
  return [
    { field: 'domain', has: some(ofMatch(['exact'])), values: () => ofMatch(['exact']) },
    { field: 'domain_suffix', has: some(ofMatch(['suffix', 'below'])), values: () => ofMatch(['suffix', 'below']) },
    { field: 'ip_cidr', has: ranges.size > 0, values: blocks },
  ];
}

function* joined(values: Iterable<string>): Generator<string> {
  let separator = '\n';
  for (const value of values) {
    yield `${separator}${JSON.stringify(value)}`;
    separator = ',\n';
  }
}

/** A rule for a condition of hosts, or of ports and clients beside names; null when there is none. */
function ruleOf(condition: Condition): Readonly<Record<string, unknown>> | null {
  const { port, client, ...hosts } = condition;
  const fields = hostFields(hosts);
  if (fields === null) return null;
  const ports = [port ?? []].flat();
  const single = ports.filter((one) => typeof one === 'number');
  const spans = ports.filter((one) => typeof one === 'string').map((span) => span.replace('-', ':'));
  return {
    ...fields,
    ...(single.length > 0 ? { port: single } : {}),
    ...(spans.length > 0 ? { port_range: spans } : {}),
    ...(client === undefined ? {} : { source_ip_cidr: [client].flat() }),
  };
}

/** The fields for the hosts of a condition that has no key but these; they are joined by OR there, by AND here. */
function hostFields(hosts: Condition): Readonly<Record<string, readonly string[]>> | null {
  const keys = Object.keys(hosts);
  if (keys.length === 0) return {};
  if (keys.length > 1) return null;
  if (hosts.domain !== undefined) return { domain_suffix: [hosts.domain].flat() };
  if (hosts.cidr !== undefined) return { ip_cidr: [hosts.cidr].flat() };
  const forms = hostForms(hosts);
  if (forms === null) return null;
  const words = forms.flatMap((form) => (form.is === 'keyword' ? [form.word] : []));
  const sources = forms.flatMap((form) =>
    form.is === 'keyword' ? [] : [form.is === 'regex' ? form.source : expressionOf(form.pattern)],
  );
  if (!sources.every(isRe2)) return null;
  return {
    ...(words.length > 0 ? { domain_keyword: words } : {}),
    ...(sources.length > 0 ? { domain_regex: sources } : {}),
  };
}
