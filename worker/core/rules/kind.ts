/** What must a kind of condition be able to do? One record per key of `when`; `table.ts` lists them. Pure. */
import type { HeldBy } from '../../../schemas/api.ts';
import type { Condition } from '../../../schemas/condition.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { IpAddress } from '../net/address.ts';
import type { ClientView } from '../net/url.ts';
import type { Test } from '../pac/program.ts';
import type { AskCost } from './ask-cost.ts';
import type { Effort } from './regex/effort.ts';

/** A key of `when`: a kind of condition. */
export type ConditionKey = keyof Condition;

/** A wall clock, already in the clock's own zone. */
export interface WallClock {
  /** yyyymmdd. */
  readonly date: number;
  /** yyyymmdd of the day before. */
  readonly dayBefore: number;
  /** 0 is Monday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minutes: number;
}

/** One client's question, in the client's view of it: what a condition may look at. */
export interface Facts extends ClientView {
  readonly client: IpAddress;
  readonly zone: string | null;
  readonly clocks: { readonly local: WallClock; readonly utc: WallClock };
  /** What `dnsResolve(host)` gives this client: the first IPv4 address, or null. */
  readonly resolved: IpAddress | null;
}

/** Says what is wrong at a place of the document; `pointer` is relative to the condition's own value (`/0`, ``). */
export type Report = (finding: Omit<Finding, 'path'> & { readonly at?: string }) => void;

/** What the world outside a profile gives its conditions: what zones and lists mean. */
export interface Surroundings {
  /** Names of the zones of the profile's firewall policy; null when it names no policy. */
  readonly zones: readonly string[] | null;
  /** The zone in which a client of this address stands, by the `networks` of the policy; null for none. */
  zoneOf(client: IpAddress): string | null;
  /** What the list of this id tests, or undefined when there is none. */
  list(id: string): ListMeaning | undefined;
  /** The lists that there are, as far as that is known: what was probably meant. */
  readonly listIds?: Iterable<string>;
}

/** A rule list's meaning: as a test for the compiler, and as a predicate for `explain`. */
export interface ListMeaning {
  readonly test: Test;
  contains(facts: Facts): boolean;
  /** What decides about a request, in the words of a rule, and whether it adds or takes away; null: nothing holds it. */
  entryFor?(facts: Facts): { readonly adds: boolean; readonly entry: string } | null;
  /** What `contains` takes; absent: a comparison. */
  readonly cost?: AskCost;
}

/** The rule lists that a profile may name, by their ids. */
export type Lists = ReadonlyMap<string, ListMeaning>;

/** One kind of condition: how it is checked, spelled, evaluated, shown and compiled. */
export interface ConditionKind<Key extends ConditionKey, Parsed> {
  readonly key: Key;
  /** Checks meaning and gives the typed value, or null after reporting an error. */
  parse(value: NonNullable<Condition[Key]>, context: ParseContext): Parsed | null;
  /** The canonical spelling for the stored document: same shape (one value or list) as the value written. */
  spell(parsed: Parsed, written: NonNullable<Condition[Key]>): NonNullable<Condition[Key]>;
  /** The meaning of the language: does it hold? */
  holds(parsed: Parsed, facts: Facts): boolean;
  /** What the client showed instead, in words, for a trace. */
  found(facts: Facts, parsed: Parsed): string;
  /** The entries of lists by which it holds; absent where none can be. */
  heldBy?(facts: Facts, parsed: Parsed): readonly HeldBy[];
  /** The same meaning as a test of the compiled program. `zone`: the zone that the text is compiled for. */
  lower(parsed: Parsed, zone: string | null): Test;
}

/** What a kind needs to parse a value. */
export interface ParseContext {
  readonly report: Report;
  readonly surroundings: Surroundings;
  /** The condition that the key stands in (`cidr` looks at `resolve`). */
  readonly condition: Condition;
  /** What is left for checking expressions in this document. */
  readonly effort: Effort;
  /** Parses a nested condition found at `at` relative to the value. */
  nested(condition: Condition, at: string): ParsedCondition | null;
}

/** A condition that has been checked: the typed values of its keys, in the table's order. */
export interface ParsedCondition {
  readonly written: Condition;
  readonly parts: readonly ParsedPart[];
}

/** One key of a checked condition, bound to its kind. */
export interface ParsedPart {
  readonly key: ConditionKey;
  /** The canonical value of the key. */
  spell(): unknown;
  holds(facts: Facts): boolean;
  found(facts: Facts): string;
  heldBy(facts: Facts): readonly HeldBy[];
  lower(zone: string | null): Test;
}
