/** What can a test do with a browser, whichever it is? */

/** One browser with one configuration, as a user has it after the start. */
export interface Browser {
  /** Loads a page: null once it is there, else the browser's own name for what went wrong. */
  readonly load: (url: string) => Promise<string | null>;
  /** The text of the page that is shown. */
  readonly text: () => Promise<string>;
  /** Ends the browser. */
  readonly close: () => Promise<void>;
}

/** How long a browser may take for its start, and for one page. Both need about 1 s on an idle machine. */
export const START_LIMIT_MS = 40_000;
export const PAGE_LIMIT_MS = 15_000;
