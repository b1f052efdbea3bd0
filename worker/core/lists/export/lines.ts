/** How is a list written line by line? The loop that most formats share. Pure. */
import type { Effect } from '../../../../schemas/list.ts';
import type { Layer } from '../layers.ts';
import type { ExportFormat, Held, Lose, Said } from './export.ts';
import { added, takenAway } from './held.ts';

/** How a format of lines says what a list holds. */
export interface LineWriter {
  /** Lines in front of all others. */
  readonly head?: string;
  say(held: Held): Said;
  /** How it takes away, and what is lost of that; absent: it cannot. */
  sayException?(held: Held): Said;
}

const NO_EXCEPTIONS: Said = {
  text: null,
  lost: {
    reason: 'the format has no exceptions, so that its other lines hold for these hosts too',
    effect: 'narrower',
  },
};

/** The `write` of a format of lines. */
export function byLine(writer: LineWriter): ExportFormat['write'] {
  return function* write(layers: readonly Layer[], lose: Lose): Generator<string> {
    if (writer.head !== undefined) yield writer.head;
    for (const held of takenAway(layers)) {
      const { text, lost } = writer.sayException?.(held) ?? NO_EXCEPTIONS;
      if (lost !== undefined) lose(held, { ...lost, effect: OPPOSITE[lost.effect] }, true);
      if (text !== null) yield `${text}\n`;
    }
    for (const held of added(layers)) {
      const { text, lost } = writer.say(held);
      if (lost !== undefined) lose(held, lost, false);
      if (text !== null) yield `${text}\n`;
    }
  };
}

/** What takes away from less leaves more. */
const OPPOSITE: Readonly<Record<Effect, Effect>> = { narrower: 'wider', wider: 'narrower', other: 'other' };

/** What cannot be said, and has no near substitute. */
export function unsaid(reason: string): Said {
  return { text: null, lost: { reason, effect: 'narrower' } };
}
