/** What goes past the proxy in a format's own words, and which rules does that not tell? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import type { Scene, Target } from '../target.ts';
import { type BypassDialect, type Printed, sayEntry } from './dialect.ts';
import { type BypassEntry, describeEntry, entriesOf } from './entry.ts';
import { couldMeet } from './overlap.ts';
import { isDirect, type ReadRule } from './rules.ts';
import { isSameWay, quietWay, type Ways } from './ways.ts';

/** The list, each text once, and what it leaves unsaid. */
export interface Bypass {
  readonly texts: readonly string[];
  readonly findings: readonly Finding[];
}

/** How many entries a message shows. */
const MAX_SHOWN = 5;

/** An entry of a direct rule with what the format makes of it. */
interface Said {
  readonly rule: ReadRule;
  readonly entry: BypassEntry;
  readonly printed: Printed;
}

/** Writes the direct rules as the format's list, and tells every rule that format and list do not follow. */
export function bypassOf(target: Target, scene: Scene, rules: readonly ReadRule[], ways: Ways): Bypass {
  const direct = rules.filter((rule) => isDirect(rule) && !ways.said.has(rule.index));
  const said = direct.flatMap((rule) => sayRule(rule, target.dialect));
  const texts = said.flatMap(({ printed }) => ('lost' in printed ? [] : printed.say));
  const loopback = target.dialect?.loopback ?? [];
  return {
    texts: [...new Set([...loopback, ...texts])],
    findings: [
      ...(loopback.length === 0 ? [] : [loopbackFinding(target, loopback)]),
      ...direct.flatMap((rule) => directFindings(rule, said, target)),
      ...rules.filter((rule) => !isDirect(rule)).flatMap((rule) => otherFindings(rule, { said, ways, target, scene })),
    ],
  };
}

function sayRule(rule: ReadRule, dialect: BypassDialect | null): Said[] {
  return entriesOf(rule.test).entries.map((entry) => ({
    rule,
    entry,
    printed: dialect === null ? { lost: 'it has no list of what goes direct' } : sayEntry(dialect, entry),
  }));
}

function loopbackFinding(target: Target, loopback: readonly string[]): Finding {
  const message = `${target.title} also lets ${loopback.join(', ')} go direct, as browsers do by themselves`;
  return finding('target.loopback', '', { message });
}

/** What the list does not say of a direct rule, and what it says beyond it. */
function directFindings(rule: ReadRule, all: readonly Said[], target: Target): Finding[] {
  const path = pointerTo('/rules', rule.index);
  const said = all.filter((one) => one.rule === rule);
  const unsaid = said.filter(({ printed }) => 'lost' in printed);
  const reasons = [
    ...entriesOf(rule.test).lost.map((words) => `no bypass list can say ${words}`),
    ...new Set(unsaid.map(({ printed }) => ('lost' in printed ? printed.lost : ''))),
  ];
  const lost = { message: `${target.title} sends these through the proxy: ${reasons.join('; ')}` };
  const found = shown(unsaid);
  return [
    ...(reasons.length === 0 ? [] : [finding('target.bypass-lost', path, found === '' ? lost : { ...lost, found })]),
    ...remarks(said, 'wider').map(([words, which]) =>
      finding('target.bypass-wider', path, { message: `${target.title} also lets go direct ${words}`, found: which }),
    ),
    ...remarks(said, 'partly').map(([words, which]) =>
      finding('target.bypass-partly', path, { message: `In ${target.title}, ${words}`, found: which }),
    ),
  ];
}

/** Each remark once, with the entries that it is about. */
function remarks(said: readonly Said[], key: 'wider' | 'partly'): [words: string, which: string][] {
  const words = new Map<string, Said[]>();
  for (const one of said) {
    const remark = 'lost' in one.printed ? undefined : one.printed[key];
    if (remark !== undefined) words.set(remark, [...(words.get(remark) ?? []), one]);
  }
  return [...words].map(([remark, those]) => [remark, shown(those)]);
}

function shown(said: readonly Said[]): string {
  const names = said.map(({ entry }) => describeEntry(entry));
  const more = names.length > MAX_SHOWN ? [`${names.length - MAX_SHOWN} more`] : [];
  return [...names.slice(0, MAX_SHOWN), ...more].join(', ');
}

interface Told {
  readonly said: readonly Said[];
  readonly ways: Ways;
  readonly target: Target;
  readonly scene: Scene;
}

/** A rule that leads to proxies or blocks: told when its requests end up elsewhere. */
function otherFindings(rule: ReadRule, { said, ways, target, scene }: Told): Finding[] {
  const path = pointerTo('/rules', rule.index);
  const over = said.find(
    ({ rule: later, entry, printed }) =>
      later.index > rule.index && !('lost' in printed) && couldMeet(rule.test, entry),
  );
  if (over !== undefined) {
    const message = `${target.title} may send requests of this rule direct instead of to ${rule.use}: a later rule's ${describeEntry(over.entry)} stands in its list`;
    return [finding('target.rule-bypassed', path, { message, expected: rule.use, found: 'direct' })];
  }
  const way = quietWay(rule.route, target, scene);
  if (ways.said.has(rule.index) || (way !== null && isSameWay(way, ways.main))) return [];
  const instead = ways.main.proxies[0]?.name ?? 'direct';
  const message = `${target.title} sends requests of this rule to ${instead}, not to ${rule.use}`;
  return [finding('target.rule-lost', path, { message, expected: rule.use, found: instead })];
}
