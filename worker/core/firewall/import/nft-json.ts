/** What does `nft -j list ruleset` say? Its shapes, as far as they are read (libnftables-json(5)). Pure. */
import * as z from 'zod';

/** A statement or expression: an object with one key, which says what it is; or a plain value. */
export const NftStatement = z.union([z.record(z.string(), z.unknown()), z.string()]);
export type NftStatement = z.infer<typeof NftStatement>;

const Place = { family: z.string(), table: z.string() };

/** A chain; one with a hook sees packets by itself, the others are jumped to. */
export const NftChain = z.looseObject({
  ...Place,
  name: z.string(),
  type: z.string().optional(),
  hook: z.string().optional(),
  policy: z.string().optional(),
});
export type NftChain = z.infer<typeof NftChain>;

/** A rule: its statements in order. */
export const NftRule = z.looseObject({
  ...Place,
  chain: z.string(),
  handle: z.number().optional(),
  comment: z.string().optional(),
  expr: z.array(NftStatement),
});
export type NftRule = z.infer<typeof NftRule>;

/** A named set, which rules refer to as `@name`. */
export const NftSet = z.looseObject({ ...Place, name: z.string(), elem: z.array(z.unknown()).optional() });
export type NftSet = z.infer<typeof NftSet>;

const Entry = z.union([
  z.looseObject({ chain: NftChain }),
  z.looseObject({ rule: NftRule }),
  z.looseObject({ set: NftSet }),
  z.looseObject({}),
]);

/** The whole answer of nft. */
const NftRuleset = z.looseObject({ nftables: z.array(Entry) });

/** Chains, rules and sets of a rule set, in their order. */
export interface NftParts {
  readonly chains: readonly NftChain[];
  readonly rules: readonly NftRule[];
  readonly sets: readonly NftSet[];
}

/** Takes a rule set apart; null when it is none. */
export function partsOf(json: unknown): NftParts | null {
  const read = NftRuleset.safeParse(json);
  if (!read.success) return null;
  const entries = read.data.nftables as readonly Record<string, unknown>[];
  const all = <T>(key: string) => entries.flatMap((entry) => (key in entry ? [entry[key] as T] : []));
  return { chains: all<NftChain>('chain'), rules: all<NftRule>('rule'), sets: all<NftSet>('set') };
}
