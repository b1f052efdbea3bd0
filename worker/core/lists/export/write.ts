/** What is the text of a list in another format, and what could that format not say? Pure. */
import { type ExportLoss, MAX_REPORTED } from '../../../../schemas/list.ts';
import { safe } from '../../findings/quote.ts';
import { conditionOf, conditionText } from '../condition-of.ts';
import type { Layer } from '../layers.ts';
import type { ExportFormat, Held } from './export.ts';

/** A list in another format. */
export interface Written {
  /** The text in pieces of some 64 KiB. */
  readonly chunks: readonly string[];
  /** How much could not be said as it is. */
  readonly losses: number;
  /** The first hundred of it. */
  readonly lost: readonly ExportLoss[];
}

/** Characters of a piece. */
const CHUNK = 65_536;

/** Writes a list. */
export function writeList(layers: readonly Layer[], format: ExportFormat): Written {
  const lost: ExportLoss[] = [];
  let losses = 0;
  const pieces = format.write(layers, (held, { reason, effect }, except) => {
    losses++;
    if (lost.length >= MAX_REPORTED) return;
    lost.push({ what: safe(textOf(held)), ...(except ? { except: true as const } : {}), reason, effect });
  });
  const chunks = gathered(pieces);
  return { chunks, losses, lost };
}

function gathered(pieces: Iterable<string>): string[] {
  const chunks: string[] = [];
  let open: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    open.push(piece);
    length += piece.length;
    if (length < CHUNK) continue;
    chunks.push(open.join(''));
    open = [];
    length = 0;
  }
  return open.length === 0 ? chunks : [...chunks, open.join('')];
}

function textOf(held: Held): string {
  if (held.is === 'condition') return conditionText(held.condition);
  return conditionText(conditionOf(held.is === 'range' ? held : { is: 'name', ...held.entry }));
}
