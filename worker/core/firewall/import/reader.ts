/** What has been read of a firewall's chains so far, and what policy does it make in the end? Pure. */
import type { FirewallRule } from '../../../../schemas/firewall.ts';
import { type Imported, idGiver, noLossTeller, type Remark } from './imported.ts';
import { endingOf, type FamilyEnd } from './rule-of.ts';

/** Rules and remarks as they are found, chain by chain. */
export interface ChainReader {
  readonly remarks: Remark[];
  readonly tellNoLoss: (remark: Omit<Remark, 'effect'>) => void;
  readonly rules: FirewallRule[];
  readonly giveId: (wanted: string | undefined) => string | undefined;
  found: number;
}

/** Nothing read yet, but for remarks about the whole. */
export function chainReader(remarks: Remark[]): ChainReader {
  return { remarks, tellNoLoss: noLossTeller(remarks), rules: [], giveId: idGiver(), found: 0 };
}

/** The policy of what was read, when the chains of the families end so. */
export function importedOf(reader: ChainReader, ends: readonly FamilyEnd[]): Imported {
  const { rules, default: end, remarks } = endingOf(ends);
  return {
    policy: { rules: [...reader.rules, ...rules], default: end },
    found: reader.found,
    kept: reader.rules.length,
    remarks: [...reader.remarks, ...remarks],
  };
}
