/** How does a parser of small texts say no? Pure. */

/** Why a text was refused: a stable code, the reason in words, and what to write instead where that is known. */
export interface Refused {
  /** In the `kind.path` style of findings, such as `cidr.host-bits`. */
  readonly code: string;
  /** One sentence that can be shown to a person. */
  readonly error: string;
  /** What to write instead. */
  readonly fix?: string;
}

/** Whether a parser's answer is a refusal. */
export function isRefused<Value>(answer: Value | Refused): answer is Refused {
  return typeof answer === 'object' && answer !== null && 'error' in answer && 'code' in answer;
}
