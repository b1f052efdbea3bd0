/** What does a client ask with? */
import type { EdgePath } from './path.ts';
import type { Wish } from './variant.ts';

/** What a URL asks for. */
export interface ClientUrl<Path = EdgePath> {
  readonly path: Path;
  /** The hash of the key in the path as `hashBytes` gives it, or null without one. */
  readonly keyHash: Uint8Array | null;
  readonly wish: Wish;
}

/** A client's request, and what its URL asks for. */
export interface Asked<Path = EdgePath> {
  readonly request: Request;
  readonly url: ClientUrl<Path>;
}
