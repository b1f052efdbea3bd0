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

/** The key of a canonical name. */
export function keyOf(name: string, match: NameMatch): NameKey {
  return `${reversed(name)} ${LETTERS[match]}`;
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
  let text = '';
  let end = name.length;
  for (let dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.', end - 1)) {
    text += `${name.slice(dot + 1, end)}#`;
    end = dot;
    if (dot === 0) break;
  }
  return text + name.slice(0, end);
}
