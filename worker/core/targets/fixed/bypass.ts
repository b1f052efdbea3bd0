/** What goes past the proxy in a format's own words, and which rules does that not tell? Pure. */
import { pointerTo } from '../../document/pointer.ts';
import type { Telling } from '../report.ts';
import { isSameWay, type Scene, type Target } from '../target.ts';
import { type Printed, sayEntry } from './dialect.ts';
import { type BypassEntry, describeEntry } from './entry.ts';
import { noneLater } from './later.ts';
import { isDirect, type ReadRule } from './rules.ts';
import { quietWay, type Ways } from './ways.ts';

/** The list, each text once, and what it leaves unsaid. */
export interface Bypass {
  readonly texts: readonly string[];
  readonly tellings: readonly Telling[];
}

/** How many entries a message shows. */
const MAX_SHOWN = 5;

/** An entry of a direct rule with what the format makes of it. */
interface Said {
  readonly entry: BypassEntry;
  readonly printed: Printed;
}

/** Writes the direct rules as the format's list, and tells every rule that format and list do not follow. */
export function bypassOf(target: Target, scene: Scene, rules: readonly ReadRule[], ways: Ways): Bypass {
  const direct = rules.filter((rule) => isDirect(rule) && !ways.said.has(rule.index));
  const said = new Map(direct.map((rule) => [rule, sayRule(rule, target)]));
  const { loopback = [], besides } = target.dialect ?? {};
  const texts = [...new Set([...loopback, ...(besides?.texts ?? []), ...[...said.values()].flat().flatMap(textsOf)])];
  const fitting = upTo(target.longest?.characters ?? Number.POSITIVE_INFINITY, texts);
  return {
    texts: fitting,
    tellings: [
      ...(loopback.length === 0 ? [] : [loopbackFinding(target)]),
      ...(fitting.length === texts.length ? [] : [longFinding(target, texts.length - fitting.length)]),
      ...direct.flatMap((rule) => directFindings(rule, said.get(rule) ?? [], target)),
      ...otherFindings(rules, { said, ways, target, scene }),
    ],
  };
}

function sayRule({ hosts }: ReadRule, { dialect }: Target): Said[] {
  return hosts.entries.map((entry) => ({
    entry,
    printed: dialect === null ? { lost: 'it has no list of what goes direct' } : sayEntry(dialect, entry),
  }));
}

const textsOf = ({ printed }: Said): readonly string[] => ('lost' in printed ? [] : printed.say);

/** The first texts that fit, counting two characters between them. */
function upTo(characters: number, texts: readonly string[]): string[] {
  let left = characters;
  const end = texts.findIndex((text) => {
    left -= text.length + 2;
    return left < 0;
  });
  return end === -1 ? [...texts] : texts.slice(0, end);
}

function loopbackFinding({ title, dialect }: Target): Telling {
  const { loopback = [], besides } = dialect ?? {};
  const more = besides === undefined ? '' : `, and ${besides.texts.join(', ')}, ${besides.why}`;
  const message = `${title} also lets ${loopback.join(', ')} go direct, as browsers do by themselves${more}`;
  return ['target.loopback', '', { message }];
}

function longFinding({ title, longest }: Target, count: number): Telling {
  const message = `${title} leaves out the last ${count} entries of what goes direct: ${longest?.why ?? 'it is too long'}`;
  return ['target.bypass-long', '/rules', { message }];
}

/** What the list does not say of a direct rule, and what it says beyond it. */
function directFindings(rule: ReadRule, said: readonly Said[], { title }: Target): Telling[] {
  const path = pointerTo('/rules', rule.index);
  const unsaid = said.flatMap(({ entry, printed }) => ('lost' in printed ? [{ entry, why: printed.lost }] : []));
  const reasons = [...rule.hosts.lost.map((words) => `no list can say ${words}`), ...unsaid.map(({ why }) => why)];
  const found = shown(unsaid.map(({ entry }) => entry));
  const message = `${title} sends these through the proxy: ${[...new Set(reasons)].join('; ')}`;
  const lost: Telling = ['target.bypass-lost', path, found === '' ? { message } : { message, found }];
  return [
    ...(reasons.length === 0 ? [] : [lost]),
    ...remarks(said, 'wider').map(
      ([words, which]): Telling => [
        'target.bypass-wider',
        path,
        { message: `${title} also lets go direct ${words}`, found: which },
      ],
    ),
    ...remarks(said, 'partly').map(
      ([words, which]): Telling => ['target.bypass-partly', path, { message: `${title}: ${words}`, found: which }],
    ),
  ];
}

/** Each remark once, with the entries that it is about. */
function remarks(said: readonly Said[], key: 'wider' | 'partly'): [words: string, which: string][] {
  const words = new Map<string, BypassEntry[]>();
  for (const { entry, printed } of said) {
    const remark = 'lost' in printed ? undefined : printed[key];
    if (remark !== undefined) words.set(remark, [...(words.get(remark) ?? []), entry]);
  }
  return [...words].map(([remark, those]) => [remark, shown(those)]);
}

function shown(entries: readonly BypassEntry[]): string {
  const more = entries.length > MAX_SHOWN ? [`${entries.length - MAX_SHOWN} more`] : [];
  return [...entries.slice(0, MAX_SHOWN).map(describeEntry), ...more].join(', ');
}

interface Told {
  readonly said: ReadonlyMap<ReadRule, readonly Said[]>;
  readonly ways: Ways;
  readonly target: Target;
  readonly scene: Scene;
}

/** Rules that lead to proxies or block, from the first to the last: told when their requests end up elsewhere. */
function otherFindings(rules: readonly ReadRule[], told: Told): Telling[] {
  const later = noneLater();
  return rules
    .toReversed()
    .flatMap((rule): Telling[] => {
      const said = told.said.get(rule) ?? [];
      later.add(said.filter((one) => textsOf(one).length > 0).map(({ entry }) => entry));
      return isDirect(rule) ? [] : [otherFinding(rule, later.taking(rule.test), told)].filter((one) => one !== null);
    })
    .toReversed();
}

function otherFinding(rule: ReadRule, over: BypassEntry | null, { ways, target, scene }: Told): Telling | null {
  const path = pointerTo('/rules', rule.index);
  const { title } = target;
  if (over !== null) {
    const message = `${title} may send requests of this rule direct instead of to ${rule.use}: ${describeEntry(over)} of a later rule stands in its list`;
    return ['target.rule-bypassed', path, { message, expected: rule.use, found: 'direct' }];
  }
  const way = quietWay(rule.route, target, scene);
  if (ways.said.has(rule.index) || (way !== null && isSameWay(way, ways.main))) return null;
  const instead = ways.main.proxies[0]?.name ?? 'direct';
  const message = `${title} sends requests of this rule to ${instead}, not to ${rule.use}`;
  return ['target.rule-lost', path, { message, expected: rule.use, found: instead }];
}
