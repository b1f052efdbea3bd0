/** How is a name written so that sorted texts hold a name directly before the names below it? Pure. */
import type { NameEntry, NameMatch } from '../../pac/program.ts';

/**
 * A name with its labels reversed, `#` between them, and how it matches: `com#example#www e`. Blank and `#` sort before
 * every character of a name, so that in a sorted text a name is followed by its own other matches and then by the
 * names below it.
 */
export type NameKey = string;

const LETTERS: Readonly<Record<NameMatch, string>> = { below: 'b', exact: 'e', suffix: 's' };
const MATCHES: Readonly<Record<string, NameMatch>> = { b: 'below', e: 'exact', s: 'suffix' };

/**
 * The key of a canonical name, as a text of its own: one put together by `+` would keep the pieces, and through them
 * the whole text that the name was cut from.
 */
export function keyOf(name: string, match: NameMatch): NameKey {
  const labels = name.split('.').reverse();
  labels[labels.length - 1] += ` ${LETTERS[match]}`;
  return labels.join('#');
}

/** The name that a key stands for. */
export function entryOf(key: NameKey): NameEntry {
  const labels = labelsOf(key);
  return { name: labels.split('#').reverse().join('.'), match: matchOf(key) };
}

/** The reversed labels of a key, without its match. */
export function labelsOf(key: NameKey): string {
  return key.slice(0, -2);
}

/** How the name of a key matches. */
export function matchOf(key: NameKey): NameMatch {
  return MATCHES[key.slice(-1)] ?? 'suffix';
}

/** Labels from last to first with `#` between them. */
export function reversed(name: string): string {
  return name.split('.').reverse().join('#');
}
