/** Was this call made before? Answers are kept under the key that the caller chose, so that a retry does nothing twice. */

/** A call that carries a key. */
export interface KeyedCall {
  /** Who calls: keys of different callers never meet. */
  readonly caller: string;
  readonly key: string;
  /** Hash of method, path, query and body: a key stands for one call. */
  readonly fingerprint: string;
  readonly requestId: string;
}

/** An answer as it is kept. */
export interface KeptAnswer {
  readonly status: number;
  /** Headers that belong to the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null: it held a secret, or was too long to be kept. */
  readonly body: string | null;
}

/**
 * `new`: go on, and tell `finishCall` how it ended. `done`: it was made, with this answer. `busy`: it is being made.
 * `other`: the key stands for another call.
 */
export type Begun =
  | { readonly state: 'new' | 'busy' | 'other' }
  | { readonly state: 'done'; readonly answer: KeptAnswer; readonly requestId: string };

/** The calls that carried a key, and how they ended. */
export interface RepeatStore {
  /** Takes a caller's key for a call, or says what it was taken for. */
  beginCall(call: KeyedCall): Promise<Begun>;
  /** Keeps the answer of a call that was begun; null: it may be made again. */
  finishCall(call: Pick<KeyedCall, 'caller' | 'key' | 'requestId'>, answer: KeptAnswer | null): Promise<void>;
}
