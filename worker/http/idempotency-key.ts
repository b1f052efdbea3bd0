/** The header by which a POST is made only once; the contract of endpoints and the check share its name. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';
