/** On whose behalf is something done? */

/** Who acts, from where, in which request. `by` is a token's id, or `admin` for the first administrator. Never a secret. */
export interface Actor {
  readonly by: string;
  readonly from: string | null;
  readonly requestId: string;
}
