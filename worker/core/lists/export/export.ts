/** What must a format be able to do that lists are written to? One record per format; `table.ts` lists them. Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import type { Effect, ExportName } from '../../../../schemas/list.ts';
import type { IpRange } from '../../net/address.ts';
import type { NameEntry } from '../../pac/program.ts';
import type { Layer } from '../layers.ts';

/** One thing that a list holds. */
export type Held =
  | { readonly is: 'name'; readonly entry: NameEntry }
  | { readonly is: 'range'; readonly range: IpRange }
  | { readonly is: 'condition'; readonly condition: Condition };

/** How a format says something: its text, and what is lost with it; without a text it cannot say it at all. */
export interface Said {
  readonly text: string | null;
  readonly lost?: Lost;
}

/** What a format cannot say. */
export interface Lost {
  readonly reason: string;
  /** Whether the text then holds for fewer requests than the list, for more, or for others. */
  readonly effect: Effect;
}

/** Takes what could not be said. */
export type Lose = (held: Held, lost: Lost, except: boolean) => void;

/** A format that lists are written to. Texts are ASCII. */
export interface ExportFormat {
  readonly name: ExportName;
  readonly title: string;
  /** The public specification that it was written from. */
  readonly source: string;
  readonly mediaType: string;
  readonly extension: string;
  /** The pieces of the text, which end in line feeds. */
  write(layers: readonly Layer[], lose: Lose): Iterable<string>;
}
