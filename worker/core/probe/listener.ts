/** What has been learned of a listener? Pure. */
import type { Exposure, Spoken } from '../../../schemas/probe.ts';

/** Something that stands beside the labels and changes the advice. */
export type Aside =
  /** TLS is spoken, but no checked connection came about: certificate, name or client certificate. */
  | 'certificate'
  /** It takes connections and ends them without a word. */
  | 'hangs-up'
  /** The budget ended before every question was asked. */
  | 'unfinished';

/** What listens there. */
export interface Listener {
  readonly speaks: Spoken;
  /** Empty: it asks for none; null: not seen. */
  readonly authentication: readonly string[] | null;
  readonly exposure: Exposure | null;
  readonly aside: Aside | null;
}

/** A listener that is no proxy, or of which no more is known. */
export const plainly = (speaks: Spoken, aside: Aside | null = null): Listener => ({
  speaks,
  authentication: null,
  exposure: null,
  aside,
});

/** A proxy that asks for authentication. */
export const asking = (speaks: Spoken, authentication: readonly string[]): Listener => ({
  speaks,
  authentication,
  exposure: 'auth-required',
  aside: null,
});

/** A proxy that refuses by an access rule. Rules may come before authentication, so that is not seen. */
export const denying = (speaks: Spoken): Listener => ({
  speaks,
  authentication: null,
  exposure: 'acl-denied',
  aside: null,
});

/** A proxy that tried what it was asked, without authentication. */
export const trying = (speaks: Spoken): Listener => ({ speaks, authentication: [], exposure: 'no-auth', aside: null });

/** How each label is said in a sentence, and the scheme under which a profile names such a listener. */
export const SPOKEN = {
  'http-proxy': { words: 'an HTTP proxy', scheme: 'http' },
  'https-proxy': { words: 'an HTTP proxy inside TLS', scheme: 'https' },
  socks5: { words: 'SOCKS5', scheme: 'socks5' },
  socks4: { words: 'SOCKS4', scheme: 'socks4' },
  'http-server': { words: 'a plain web server', scheme: null },
  'tls-server': { words: 'TLS, and no proxy was seen inside', scheme: null },
  ssh: { words: 'SSH', scheme: null },
  'smtp-or-ftp': { words: 'a mail or FTP server', scheme: null },
  silent: { words: 'nothing', scheme: null },
  unknown: { words: 'something unknown', scheme: null },
} as const satisfies Record<Spoken, { readonly words: string; readonly scheme: string | null }>;
