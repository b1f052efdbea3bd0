/** What does a list mean, kept so that profiles are made with it without reading its content again? */
import type { ListReport } from '../../../schemas/list.ts';
import type { Chunks } from '../../core/lists/lines.ts';
import { deleteChunks, hasChunks, type Owner, readText, writeText } from '../chunks.ts';
import type { CompiledList } from '../compiler.ts';
import type { Sql } from '../world.ts';
import { textOf } from './content.ts';
import { pieceWriter } from './pieces.ts';

const meaningOwner = (id: string): Owner => `meaning:${id}`;
const reportOwner = (id: string): Owner => `report:${id}`;

/** Keeps what the newest revision of a list comes to. False when it means what it meant before. */
export function keepMeaning(sql: Sql, id: string, { report, meaning }: CompiledList): boolean {
  writeText(sql, reportOwner(id), JSON.stringify(report));
  const before = sql.all<{ print: string }>('SELECT print FROM list_meaning WHERE id = ?', id)[0]?.print;
  if (before === meaning.print) return false;
  deleteChunks(sql, meaningOwner(id));
  const encoder = new TextEncoder();
  const pieces = pieceWriter(sql, meaningOwner(id));
  for (const piece of meaning.pieces) pieces.add(encoder.encode(piece));
  pieces.finish();
  sql.all('INSERT OR REPLACE INTO list_meaning (id, print) VALUES (?, ?)', id, meaning.print);
  return true;
}

/** The meaning of a list in pieces of text, or null when there never was one. */
export function readMeaning(sql: Sql, id: string): Chunks | null {
  return hasChunks(sql, meaningOwner(id)) ? textOf(sql, meaningOwner(id)) : null;
}

/** What became of the lines of the newest revision; null without a content. */
export function readReport(sql: Sql, id: string): ListReport | null {
  return JSON.parse(readText(sql, reportOwner(id)) ?? 'null') as ListReport | null;
}
