/** What can go wrong in a call, as a closed list? The one table from a code to its status and title. */
import type { Finding } from '../../schemas/finding.ts';

/** Every way in which a call is refused. `title` is the same for each occurrence (RFC 9457, 3.1.3). */
export const FAULTS = {
  /** The body is not well-formed: broken JSON or YAML, bad UTF-8, duplicate keys, too deep. */
  unreadable: { status: 400, title: 'The body could not be read' },
  /** No bearer token, or one that is unknown, expired or revoked. */
  unauthenticated: { status: 401, title: 'A valid bearer token is needed' },
  /** The token does not carry the right, or not for this profile or from this network. */
  forbidden: { status: 403, title: 'The token does not allow this' },
  /** There is nothing under this path or id. */
  absent: { status: 404, title: 'Not found' },
  /** The path exists, but not for this method. */
  method: { status: 405, title: 'The method is not possible here' },
  /** Other documents name this one. */
  'in-use': { status: 409, title: 'Other documents use it' },
  /** A call with this `Idempotency-Key` is under way, or was made and its answer is not kept. */
  repeated: { status: 409, title: 'The call was made already' },
  /** A precondition (`If-Match`, `If-None-Match`) does not hold. */
  precondition: { status: 412, title: 'A precondition does not hold' },
  /** The body is larger than its document may be. */
  'too-large': { status: 413, title: 'The body is too large' },
  /** The body is not in a media type that is read here. */
  'media-type': { status: 415, title: 'The media type is not read here' },
  /** Read, but wrong: in shape, in meaning, in a reference, or a test of its own failed. */
  invalid: { status: 422, title: 'The request is not valid' },
  /** An allowance is used up; `Retry-After` says for how long. */
  'too-many': { status: 429, title: 'Too many calls' },
  /** Our mistake. What happened is logged under the request's id, not told. */
  internal: { status: 500, title: 'Something went wrong here' },
  /** The registry could not be reached. */
  unavailable: { status: 503, title: 'The registry cannot be reached just now' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

/** A code of the table. */
export type FaultCode = keyof typeof FAULTS;

/** One place of a request that is wrong. `pointer` is a JSON Pointer into the body; a `parameter` is named instead. */
export interface FaultEntry {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly parameter?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
  readonly fix?: string | undefined;
  readonly docs?: string | undefined;
  readonly line?: number;
  readonly column?: number;
}

/** What a fault says beside its code. */
export interface FaultFacts {
  readonly errors?: readonly FaultEntry[];
  /** Headers that the answer needs, such as `Allow` or `WWW-Authenticate`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call is refused. The detail is for people and never holds a secret or a stack. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly errors: readonly FaultEntry[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: FaultCode, detail: string, facts: FaultFacts = {}) {
    super(detail);
    this.name = 'Fault';
    this.code = code;
    this.errors = facts.errors ?? [];
    this.headers = facts.headers ?? {};
  }
}

/** The errors among findings, as entries of a fault. */
export function entriesOf(findings: readonly Finding[]): FaultEntry[] {
  return findings
    .filter((finding) => finding.severity === 'error')
    .map(({ severity: _, path, message, ...rest }) => ({ pointer: path, detail: message, ...rest }));
}
