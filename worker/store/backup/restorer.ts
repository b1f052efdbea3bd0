/** How are the entries of a backup taken back? Each by what it is; who takes none of its kind leaves it to another. */
import type { BackupEntry, EntryOf } from '../../../schemas/backup.ts';

/** Takes entries one by one. */
export interface Restorer {
  /** False: the entry is none of these. */
  take(entry: BackupEntry): boolean;
  /** After the last one. */
  finish(): void;
}

/** What is done with an entry, by what it is. */
export type Takers = { readonly [Is in BackupEntry['is']]?: (entry: EntryOf<Is>) => void };

/** Takes the entries of the table, and does `finish` after the last one. */
export function restorerOf(takers: Takers, finish: () => void): Restorer {
  return {
    take(entry) {
      // An entry and its taker are found under the same word, which TypeScript cannot follow through a union.
      const taker = takers[entry.is] as ((entry: BackupEntry) => void) | undefined;
      taker?.(entry);
      return taker !== undefined;
    },
    finish,
  };
}
