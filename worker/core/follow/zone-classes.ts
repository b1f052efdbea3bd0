/** Which zones do a profile's conditions tell apart? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { RuleSet } from '../rules/ruleset.ts';

/**
 * The zone itself where a `zone` condition names it, else null: to the conditions, a zone that none of them names is
 * like no zone at all.
 */
export function zoneClasses({ rules }: RuleSet): (zone: string | null) => string | null {
  const named = new Set(rules.filter(({ disabled }) => !disabled).flatMap(({ when }) => zonesIn(when.written)));
  return (zone) => (zone !== null && named.has(zone) ? zone : null);
}

function zonesIn({ zone = [], any = [], all = [], not = [] }: Condition): string[] {
  return [...[zone].flat(), ...[any, all, not].flat(2).flatMap(zonesIn)];
}
