/** What does a fetch come to? Judged before anything is changed. */
import type { ListReport, ListSource, RuleList } from '../../../schemas/list.ts';
import type { RefreshReason } from '../../../schemas/subscription.ts';
import { CODES, isFindingCode } from '../../core/findings/codes.ts';
import { entriesOf } from '../../core/lists/check.ts';
import { parseList } from '../../core/lists/parse.ts';
import { judgeAnswer } from '../../core/lists/refresh/judge.ts';
import { isRefused, type Refused } from '../../core/net/refused.ts';
import type { Fetched } from '../../subscribe/fetch-list.ts';
import type { Validators } from '../../subscribe/request.ts';
import { textOf, type Upload, type UploadRefusal } from '../lists/content.ts';
import type { KeptList } from '../lists/kept.ts';
import { readReport } from '../lists/meaning.ts';
import type { Sql } from '../world.ts';
import type { SubscriptionState } from './state.ts';

/** What was fetched, or why nothing was. */
export type Answer = Fetched<Upload | UploadRefusal> | Refused;

/** What it comes to. */
export type Judged =
  | { readonly is: 'failed'; readonly reason: RefreshReason }
  /** The content is the one that the list has; null: its validators still hold. */
  | { readonly is: 'same'; readonly validators: Validators | null }
  | { readonly is: 'new'; readonly upload: Upload; readonly validators: Validators }
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

const UNRECEIVED: Readonly<Record<UploadRefusal, Refused>> = {
  'too-large': { code: 'subscription.too-large', error: CODES['subscription.too-large'].title },
  'no-text': { code: 'list.not-text', error: CODES['list.not-text'].title },
};

/** Judges an answer by the list that it is for. */
export function judge(sql: Sql, { id, list, source, state }: Stand, answer: Answer): Judged {
  if (isRefused(answer)) return { is: 'failed', reason: reasonOf(answer) };
  if (answer.is === 'same') return { is: 'same', validators: null };
  const { received: upload, validators, contentType } = answer;
  if (typeof upload === 'string') return { is: 'failed', reason: reasonOf(UNRECEIVED[upload]) };
  if (upload.sha256 === list.content?.sha256) return { is: 'same', validators };
  const chunks = textOf(sql, upload.owner);
  // What came from elsewhere says nothing about how large this one should be.
  const report = state.good?.url === source.url && list.content !== undefined ? readReport(sql, id) : null;
  const entries = report === null ? null : entriesOf(report.totals);
  const verdict = judgeAnswer(list as RuleList, { chunks, contentType }, entries);
  if (!isRefused(verdict)) return { is: 'new', upload, validators };
  const reason = reasonOf(verdict);
  return { is: 'suspicious', upload, validators, reason, report: reportOf(list, chunks) };
}

function reportOf({ format }: KeptList, chunks: Iterable<string>): ListReport | null {
  const parsed = parseList({ format, chunks });
  return isRefused(parsed) ? null : parsed.report;
}

/** A refusal as it is shown. */
export function reasonOf({ code, error }: Refused): RefreshReason {
  const message = error === '' && isFindingCode(code) ? CODES[code].title : error;
  return { code, message };
}
