/** Which rules can never decide anything? Told only where it is certain. Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import type { Finding } from '../../../../schemas/finding.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import type { ParsedPart } from '../../rules/kind.ts';
import type { ParsedRule, RuleSet } from '../../rules/ruleset.ts';
import { type Box, boxOf, EVERYTHING, narrowed } from './box.ts';
import { type Boxes, boxesOf, product } from './boxes.ts';
import { type Cover, type Deciders, decide, decidersOf, emptyCover } from './cover.ts';

/** Findings about reach; a profile with more of them has one cause, not many. */
const MAX_TOLD = 100;

/**
 * An error for every enabled rule whose condition contradicts itself, or whose requests are all decided by earlier
 * rules, in every zone; an information for one that always holds. What lists hold does not count: it may change.
 */
export function reachFindings({ rules, surroundings }: RuleSet): Finding[] {
  const enabled = rules.filter((rule) => !rule.disabled);
  const views = [null, ...namedZones(enabled, surroundings.zones ?? [])].map((zone) => verdictsIn(zone, enabled));
  const findings = enabled.flatMap((rule, place) => {
    const verdicts = views.map((view) => view[place] ?? OPEN);
    return findingOf(rule, verdicts) ?? [];
  });
  return findings.slice(0, MAX_TOLD);
}

/** Zones that some condition names; in all others rules mean what they mean outside of any zone. */
function namedZones(rules: readonly ParsedRule[], zones: readonly string[]): readonly string[] {
  if (zones.length === 0) return [];
  const named = new Set(rules.flatMap((rule) => zonesIn(rule.when.written)));
  return zones.filter((zone) => named.has(zone));
}

function zonesIn({ zone, any, all, not }: Condition): string[] {
  const groups = [any, all, not].flatMap((group) => group ?? []);
  return [zone ?? [], groups.flatMap(zonesIn)].flat();
}

/** What becomes of a rule in one zone: it may decide, always decides, contradicts itself, or comes too late. */
interface Verdict {
  readonly is: 'open' | 'always' | 'never' | 'late';
  readonly decidedBy: readonly number[];
}

const OPEN: Verdict = { is: 'open', decidedBy: [] };

function verdictsIn(zone: string | null, rules: readonly ParsedRule[]): Verdict[] {
  const cover = emptyCover();
  return rules.map((rule) => {
    const parts = rule.when.parts.map((part) => partBoxes(part, zone));
    const exact = product(parts);
    const verdict = verdictOn(exact ?? product(parts.map((boxes) => boxes ?? [EVERYTHING])), cover);
    for (const box of exact ?? []) decide(cover, box, rule.index);
    return exact === null && verdict.is === 'always' ? OPEN : verdict;
  });
}

/** Boxes that may be too large (null: everything) still show that nothing is left for them. */
function verdictOn(boxes: Boxes, cover: Cover): Verdict {
  if (boxes?.length === 0) return { is: 'never', decidedBy: [] };
  const deciders = (boxes ?? [EVERYTHING]).map((box): Deciders => decidersOf(cover, box));
  if (deciders.every((rules) => rules !== null)) {
    return { is: 'late', decidedBy: [...new Set(deciders.flat())].sort((one, other) => one - other) };
  }
  return { is: boxes?.some(isEverything) === true ? 'always' : 'open', decidedBy: [] };
}

function isEverything(box: Box): boolean {
  return narrowed(box) === 0 && box.atoms.size === 0;
}

/** Exact boxes of one key, or null. A list is an atom: it stands for whatever it will hold. */
function partBoxes(part: ParsedPart, zone: string | null): Boxes {
  const spelled = part.spell();
  if (part.key === 'list') return [boxOf({ atoms: [[`list~${JSON.stringify(spelled)}`, true]] })];
  return mentionsList(spelled) ? null : boxesOf(part.lower(zone));
}

function mentionsList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, child]) => key === 'list' || mentionsList(child));
}

function findingOf(rule: ParsedRule, verdicts: readonly Verdict[]): Finding | null {
  const path = pointerTo('/rules', rule.index);
  if (verdicts.every(({ is }) => is === 'never')) return contradiction(rule, path);
  if (verdicts.every(({ is }) => is === 'never' || is === 'late')) return tooLate(verdicts, path);
  return verdicts.every(({ is }) => is === 'always') ? finding('rule.always', path) : null;
}

function tooLate(verdicts: readonly Verdict[], path: string): Finding {
  const rules = [...new Set(verdicts.flatMap(({ decidedBy }) => decidedBy))].slice(0, 5);
  const deciders = rules.length === 0 ? 'earlier rules' : rules.map((index) => `/rules/${index}`).join(', ');
  return finding('rule.unreachable', path, {
    message: `expected requests that earlier rules leave over; ${deciders} decided them all`,
    found: `decided by ${deciders}`,
  });
}

function contradiction(rule: ParsedRule, path: string): Finding {
  const keys = clash(rule.when.parts).map((part) => part.key);
  const words = keys.length === 2 ? `${keys[0]} and ${keys[1]} exclude each other` : `${keys.join(', ')} never holds`;
  const message =
    keys.length === 0 ? 'expected keys that can hold together' : `expected keys that can hold together; ${words}`;
  return finding('rule.never-matches', pointerTo(path, 'when'), { message });
}

/** The key that never holds, else the first two keys that never hold together, else none. */
function clash(parts: readonly ParsedPart[]): readonly ParsedPart[] {
  const boxes = parts.map((part) => partBoxes(part, null) ?? [EVERYTHING]);
  const single = parts.filter((_, place) => boxes[place]?.length === 0);
  if (single.length > 0) return single.slice(0, 1);
  for (const [first, one] of parts.entries()) {
    for (const [second, other] of parts.entries()) {
      const both = second > first ? product([boxes[first] ?? null, boxes[second] ?? null]) : null;
      if (both?.length === 0) return [one, other];
    }
  }
  return [];
}
