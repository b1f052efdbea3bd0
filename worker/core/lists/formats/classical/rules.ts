/** What does a routing rule of Clash or Surge mean? One record per type of rule. Pure. */
import type { Condition } from '../../../../../schemas/condition.ts';
import { formatRange } from '../../../net/cidr.ts';
import { isRefused, type Refused } from '../../../net/refused.ts';
import { conditionOf } from '../../condition-of.ts';
import { conditionRead, isRead, type Reading, type Weakness, weakened } from '../../item.ts';
import { readHostExpression, readUrlExpression } from '../../read-expression.ts';
import { readKeyword, readName, readRange } from '../../read-host.ts';
import { NOT_RESOLVED } from '../../weaknesses.ts';
import { PARAMETERS } from './parameters.ts';
import { splitExpression, splitRule } from './split.ts';

/** `depth`: how many groups the rule stands in. */
type Reader = (value: string, parameters: readonly string[], depth: number) => Reading;

/** How deep groups may nest, as the conditions of rules may. */
const MAX_DEPTH = 16;

/** The types that look at what a PAC can see. Of Surge where marked, else of mihomo; most are of both. */
const READERS: Readonly<Record<string, Reader>> = {
  DOMAIN: (value) => readName(value, 'exact'),
  'DOMAIN-SUFFIX': (value) => readName(value.replace(/^\./, ''), 'suffix'),
  'DOMAIN-KEYWORD': readKeyword,
  'DOMAIN-WILDCARD': (value) =>
    /[[\]]/.test(value) ? unreadable('expected a wildcard without classes') : conditionRead({ host: value }),
  'DOMAIN-REGEX': ofHostExpression,
  'IP-CIDR': ofRange,
  'IP-CIDR6': ofRange,
  'SRC-IP-CIDR': ofClient,
  'SRC-IP': ofClient,
  'DST-PORT': ofPort,
  'DEST-PORT': ofPort,
  'URL-REGEX': readUrlExpression,
  AND: (value, _, depth) => group(value, depth, (all) => ({ all: [...all] })),
  OR: (value, _, depth) => group(value, depth, (any) => ({ any: [...any] })),
  NOT: (value, _, depth) =>
    group(value, depth, ([only, ...more]) => (only === undefined || more.length > 0 ? null : { not: only })),
};

/** Types whose value may have commas, so that no policy can stand behind it. */
const EXPRESSIONS = new Set(['DOMAIN-REGEX', 'URL-REGEX']);

/** Types that need no value, or look at what a PAC cannot see; a line may have been cut off behind them. */
const OTHER_TYPES = new Set(
  'MATCH FINAL GEOSITE GEOIP SRC-GEOIP IP-ASN SRC-IP-ASN IP-SUFFIX SRC-IP-SUFFIX SRC-PORT IN-PORT IN-TYPE IN-USER IN-NAME PROCESS-NAME PROCESS-PATH PROCESS-NAME-REGEX PROCESS-PATH-REGEX NETWORK DSCP UID RULE-SET DOMAIN-SET SUB-RULE USER-AGENT PROTOCOL SUBNET SCRIPT DEVICE-NAME HOSTNAME-TYPE CELLULAR-RADIO CELLULAR-CARRIER'.split(
    ' ',
  ),
);

/** Whether a line is a rule: a type and what follows it, or a type alone, which is no host name of a list. */
export function isRule(line: string): boolean {
  return /^[A-Z][A-Z0-9-]+\s*,/.test(line) || Object.hasOwn(READERS, line) || OTHER_TYPES.has(line);
}

/** Reads `TYPE,value[,parameter…]`. A policy behind the value is left out and told. */
export function readRule(line: string, depth = 0): Reading {
  const [type = '', value = '', ...parameters] = fieldsOf(line);
  const reader = Object.hasOwn(READERS, type.toUpperCase()) ? READERS[type.toUpperCase()] : undefined;
  if (reader === undefined) {
    return {
      code: 'list.untestable',
      error: `expected a rule about hosts, addresses or ports: a PAC cannot test ${type.slice(0, 40)}`,
    };
  }
  const read = reader(
    value,
    parameters.map((one) => one.toLowerCase()),
    depth,
  );
  const policy = parameters.find((one) => !PARAMETERS.has(one.toLowerCase()));
  return isRefused(read) || policy === undefined ? read : weakened(read, leftOut(policy));
}

function fieldsOf(line: string): readonly string[] {
  const [type = ''] = line.split(',', 1);
  return EXPRESSIONS.has(type.trim().toUpperCase()) ? splitExpression(line) : splitRule(line);
}

/** No host has a comma: an expression that needs one never holds, and what stands behind it is hardly a part of it. */
function ofHostExpression(value: string): Reading {
  const outside = value.replace(/\\./g, '').replace(/\{[^}]*\}|\[[^\]]*\]/g, '');
  return outside.includes(',')
    ? unreadable('expected an expression without a comma outside of { } and [ ]: no host has one')
    : readHostExpression(value);
}

function leftOut(policy: string): Weakness {
  const reason = `the policy ${policy.slice(0, 40)} is left out: a list answers yes or no, and the rule that names it says where to go`;
  return { code: 'list.several-results', reason, effect: 'other' };
}

function ofRange(value: string, parameters: readonly string[]): Reading {
  if (parameters.includes('src')) return ofClient(value);
  const read = readRange(value);
  return isRefused(read) || parameters.includes('no-resolve') ? read : weakened(read, NOT_RESOLVED);
}

function ofClient(value: string): Reading {
  const read = readRange(value);
  if (isRefused(read) || read.meaning.is !== 'range') return read;
  return { ...read, meaning: { is: 'condition', condition: { client: formatRange(read.meaning.range) } } };
}

/** A port, `from-to`, or several of both with `/` between them; Surge also knows `>=1024` and kin. */
function ofPort(value: string): Reading {
  const ports = value.split('/').map((part): number | string | null => {
    if (/^[0-9]{1,5}$/.test(part)) return Number(part);
    if (/^[0-9]{1,5}-[0-9]{1,5}$/.test(part)) return part;
    const [, sign, edge] = /^([<>]=?)([0-9]{1,5})$/.exec(part) ?? [];
    if (sign === undefined) return null;
    const limit = Number(edge);
    return sign.startsWith('>') ? `${sign === '>' ? limit + 1 : limit}-65535` : `1-${sign === '<' ? limit - 1 : limit}`;
  });
  const known = ports.filter((port) => port !== null);
  return known.length === ports.length
    ? conditionRead({ port: known.length === 1 && known[0] !== undefined ? known[0] : known })
    : unreadable('expected ports, such as 443 or 8000-9000');
}

function group(value: string, depth: number, join: (conditions: readonly Condition[]) => Condition | null): Reading {
  const inner = /^\((.*)\)$/s.exec(value)?.[1];
  const rules = inner === undefined ? [] : splitRule(inner).map((rule) => /^\((.*)\)$/s.exec(rule)?.[1] ?? '');
  if (depth >= MAX_DEPTH) return unreadable(`expected at most ${MAX_DEPTH} groups inside each other`);
  const readings = rules.map((rule) => readRule(rule, depth + 1));
  const refused = readings.find(isRefused);
  if (refused !== undefined && isRefused(refused)) return refused;
  const reads = readings.filter(isRead);
  const condition = reads.length === 0 ? null : join(reads.map((read) => conditionOf(read.meaning)));
  if (condition === null)
    return unreadable('expected rules in parentheses, such as ((DOMAIN,a.example),(DST-PORT,443))');
  const weak = reads.find((read) => read.weak !== undefined)?.weak;
  const read = conditionRead(condition);
  return weak === undefined ? read : weakened(read, { ...weak, effect: 'other' });
}

function unreadable(error: string): Refused {
  return { code: 'list.unreadable', error };
}
