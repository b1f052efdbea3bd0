/** How do the contents of lists come back? Part by part, each whole content under its hash. */
import { Buffer } from 'node:buffer';
import type { EntryOf } from '../../../schemas/backup.ts';
import type { Owner } from '../chunks.ts';
import { adopt, discard } from '../lists/content.ts';
import { type PieceWriter, pieceWriter } from '../lists/pieces.ts';
import type { World } from '../world.ts';

/** Thrown to undo the transaction. */
export class Damaged extends Error {}

/** Puts parts together; a content whose parts do not give its hash is damage that the checksum could not tell. */
export function contentTaker({ sql }: World): (entry: EntryOf<'content'>) => void {
  let pieces: PieceWriter | null = null;
  const owner: Owner = 'upload:restored-content';
  return ({ sha256, part, last, base64 }) => {
    if (part === 0) {
      discard(sql, { owner });
      pieces = pieceWriter(sql, owner);
    }
    pieces?.add(Buffer.from(base64, 'base64'));
    if (!last || pieces === null) return;
    const whole = pieces.finish();
    pieces = null;
    if (whole.sha256 !== sha256) throw new Damaged(`The content ${sha256} is not what its hash says.`);
    adopt(sql, { owner, ...whole });
    discard(sql, { owner });
  };
}
