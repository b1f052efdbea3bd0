/** How does the store say that it was asked too often? */

/** An allowance is used up; in so many seconds there is more. `what` names whose. */
export interface Limited {
  readonly ok: false;
  readonly reason: 'limited';
  readonly what: string;
  readonly retryAfter: number;
}
