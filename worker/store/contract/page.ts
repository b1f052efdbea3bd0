/** How is a long answer asked for, page by page? */

/** One page of an answer. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** What `PageRequest` takes for the page after this one; null: this was the last. */
  readonly nextCursor: string | null;
}

/** Which page is wanted, and how many items at the most. */
export interface PageRequest {
  readonly limit: number;
  /** Null: the first page. */
  readonly cursor: string | null;
}
