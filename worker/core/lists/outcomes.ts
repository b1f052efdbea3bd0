/** What became of each line of a list? Pure. */
import { type LineReport, MAX_SHOWN_LINE } from '../../../schemas/list.ts';
import { safe } from '../findings/quote.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import { newEffort } from '../rules/regex/effort.ts';
import { type Checked, checkReading, wordsOf } from './checked.ts';
import { conditionText } from './condition-of.ts';
import type { ListFormat } from './format.ts';
import type { Item } from './item.ts';
import type { LayerCollector } from './layers.ts';
import type { Chunks } from './lines.ts';

/** An item, and what it came to: null for one that says nothing. */
export interface OutcomeOfItem {
  readonly item: Item;
  readonly came: Checked | Refused | null;
}

/** Every item of a text, having been given to the collector. */
export function* outcomes(format: ListFormat, chunks: Chunks, collector: LayerCollector): Generator<OutcomeOfItem> {
  const effort = newEffort();
  for (const item of format.read(chunks)) {
    if (item.reading === null) {
      yield { item, came: null };
      continue;
    }
    const checked = checkReading(item.reading, effort);
    yield { item, came: isRefused(checked) ? checked : (collector.add(checked) ?? checked) };
  }
}

/** The outcome as it is reported; null for an item that says nothing. */
export function lineReport({ item, came }: OutcomeOfItem): LineReport | null {
  if (came === null) return null;
  const text = safe(item.text, MAX_SHOWN_LINE);
  const place = { line: item.line, text };
  if (isRefused(came)) return { ...place, outcome: 'refused', code: came.code, reason: safe(came.error) };
  const { weak, except, meaning } = came;
  return {
    ...place,
    outcome: weak === null ? 'kept' : 'weakened',
    ...(except ? { except: true as const } : {}),
    became: safe(conditionText(wordsOf(meaning))),
    ...(weak === null ? {} : { effect: weak.effect, code: weak.code, reason: safe(weak.reason) }),
  };
}
