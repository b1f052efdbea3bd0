/** Which promises of the store are about the contents of lists? */
import type { Outcome } from '../../../schemas/list.ts';
import { finding } from '../../core/findings/finding.ts';
import type { ListStore } from '../contract/lists.ts';
import { documentsAround } from '../documents/around.ts';
import type { SettleOutcome } from '../documents/settled.ts';
import { transact } from '../transact.ts';
import type { World } from '../world.ts';
import { contentText, discard, isUpload, receive, type UploadRefusal } from './content.ts';
import { contentOf, readKept } from './kept.ts';
import { putContent } from './put-content.ts';
import { bytesOfText } from './streams.ts';

/** `settled` waits for the publications that a write has asked for, and tells how they stand. */
export function listStore(world: World, settled: SettleOutcome): ListStore {
  const { sql } = world;
  return {
    async putContent({ body, ...input }) {
      const compiler = await world.compiler();
      const upload = await receive(sql, body);
      if (!isUpload(upload)) return unreceived(upload);
      try {
        return await settled(
          transact(world, input, () => putContent(world, compiler, input, upload)),
          input,
        );
      } finally {
        discard(sql, upload);
      }
    },
    async content(id) {
      const kept = readKept(sql, id);
      return kept === null ? null : { content: contentOf(sql, kept) };
    },
    contentBytes: async (sha256) => bytesOfText(contentText(sql, sha256)),
    async listReport(id, outcome) {
      const kept = readKept(sql, id);
      if (kept === null) return null;
      const { reportLines } = await import('../../core/lists/parse.ts');
      if (kept.content === undefined) return bytesOfText([]);
      const lines = reportLines({ format: kept.format, chunks: contentText(sql, kept.content.sha256) });
      return bytesOfText(jsonLines(lines, outcome));
    },
    async listMeaning(id) {
      if (readKept(sql, id) === null) return null;
      const { meaningText } = await import('../compile-list.ts');
      return bytesOfText(meaningText(id, documentsAround(sql)));
    },
  };
}

function unreceived(refusal: UploadRefusal): Awaited<ReturnType<ListStore['putContent']>> {
  if (refusal === 'too-large') return { ok: false, reason: 'too-large' };
  return { ok: false, reason: 'invalid', findings: [finding('list.not-text', '', { message: refusal.error })] };
}

function* jsonLines(lines: Iterable<{ readonly outcome: Outcome }>, outcome: Outcome | null): Generator<string> {
  for (const line of lines) if (outcome === null || line.outcome === outcome) yield `${JSON.stringify(line)}\n`;
}
