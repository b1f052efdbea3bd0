/** What does a fetch come to? Judged before anything is changed. */
import type { ListReport, ListSource } from '../../../schemas/list.ts';
import type { RefreshReason } from '../../../schemas/subscription.ts';
import { CODES, isFindingCode } from '../../core/findings/codes.ts';
import { entriesOf } from '../../core/lists/check.ts';
import { refusalOfPage, refusalOfTotals } from '../../core/lists/refresh/judge.ts';
import { isRefused, type Refused } from '../../core/net/refused.ts';
import type { Failed } from '../../subscribe/failed.ts';
import type { Fetched } from '../../subscribe/fetch-list.ts';
import type { Validators } from '../../subscribe/request.ts';
import type { Compiled, Compiler, Documents, NotCompiled } from '../compiler.ts';
import { documentsAround } from '../documents/around.ts';
import { compileInPlace } from '../documents/compile-in-place.ts';
import { isUpload, textOf, type Upload, type UploadRefusal } from '../lists/content.ts';
import type { KeptList } from '../lists/kept.ts';
import { readReport } from '../lists/meaning.ts';
import type { World } from '../world.ts';
import type { SubscriptionState } from './state.ts';

/** What was fetched, or why nothing was. */
export type Answer = Fetched<Upload | UploadRefusal> | Failed;

/** What it comes to. */
export type Judged =
  | { readonly is: 'failed'; readonly reason: RefreshReason }
  /** The content is the one that the list has; null: its validators still hold. */
  | { readonly is: 'same'; readonly validators: Validators | null }
  | { readonly is: 'new'; readonly upload: Upload; readonly validators: Validators; readonly compiled: Compiled }
  | {
      readonly is: 'suspicious';
      readonly upload: Upload;
      readonly validators: Validators;
      readonly reason: RefreshReason;
      readonly report: ListReport | null;
    };

/** A subscribed list as it stood when the fetch began. */
export interface Stand {
  readonly id: string;
  readonly list: KeptList;
  readonly source: ListSource;
  readonly state: SubscriptionState;
}

const TOO_LARGE: Refused = { code: 'subscription.too-large', error: CODES['subscription.too-large'].title };

/**
 * Judges an answer by the list that it is for. A content that is new is compiled here, outside of the transaction that
 * keeps it: half a million lines take seconds.
 */
export function judge(
  world: World,
  compiler: Compiler,
  { stand, answer }: { readonly stand: Stand; readonly answer: Answer },
): Judged {
  if (isRefused(answer)) return { is: 'failed', reason: reasonOf(answer) };
  if (answer.is === 'same') return { is: 'same', validators: null };
  const { received: upload, validators, contentType } = answer;
  if (!isUpload(upload)) return { is: 'failed', reason: reasonOf(upload === 'too-large' ? TOO_LARGE : upload) };
  if (upload.sha256 === stand.list.content?.sha256) return { is: 'same', validators };
  const page = refusalOfPage({ chunks: textOf(world.sql, upload.owner), contentType });
  const suspicious = { is: 'suspicious', upload, validators } as const;
  if (page !== null) return { ...suspicious, reason: reasonOf(page), report: null };
  const compiled = compileWith(world, compiler, stand, upload);
  if (!compiled.ok) return { ...suspicious, reason: firstError(compiled), report: null };
  const report = compiled.list?.report ?? null;
  const refusal = report === null ? null : refusalOfTotals(stand.list, report.totals, entriesBefore(world, stand));
  if (refusal !== null) return { ...suspicious, reason: reasonOf(refusal), report };
  return { is: 'new', upload, validators, compiled };
}

/** The list as it would be with an upload as its content, which has no name of its own yet. */
function compileWith(world: World, compiler: Compiler, { id, list }: Stand, upload: Upload): Compiled | NotCompiled {
  const around = documentsAround(world.sql);
  const documents: Documents = {
    ...around,
    content: (sha256) => (sha256 === upload.sha256 ? textOf(world.sql, upload.owner) : around.content(sha256)),
  };
  const document = { ...list, content: { sha256: upload.sha256 } };
  return compileInPlace(world, compiler, { kind: 'list', id, document, documents });
}

/** What came from elsewhere says nothing about how large this one should be. */
function entriesBefore({ sql }: World, { id, list, source, state }: Stand): number | null {
  if (state.good?.url !== source.url || list.content === undefined) return null;
  const report = readReport(sql, id);
  return report === null ? null : entriesOf(report.totals);
}

/** The first of the findings that refuse. */
export function firstError({ findings }: Pick<NotCompiled, 'findings'>): RefreshReason {
  const first = findings.find(({ severity }) => severity === 'error');
  return first === undefined
    ? { code: 'list.unreadable', message: CODES['list.unreadable'].title }
    : { code: first.code, message: first.message };
}

/** A refusal as it is shown. */
function reasonOf({ code, error }: Refused): RefreshReason {
  const message = error === '' && isFindingCode(code) ? CODES[code].title : error;
  return { code, message };
}
