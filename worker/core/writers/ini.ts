/** How are line-based settings written: .npmrc, pip.conf, git's, curl's? Pure; one function for each way of quoting. */
import { plainAscii } from './lines.ts';

/**
 * A value of .npmrc (the `ini` package): in JSON quotes, so that `;`, `#` and `=` mean nothing; `${NAME}` would be
 * replaced even there, unless the `$` is escaped for npm.
 */
export function npmValue(text: string): string {
  const plain = plainAscii(text, '.npmrc');
  if (plain !== plain.trim()) throw new RangeError('.npmrc takes no blanks at the ends of a value');
  return /^[A-Za-z0-9_.,:/@-]*$/.test(plain) ? plain : JSON.stringify(plain.replace(/\$(?=\{)/g, '\\$'));
}

/** A value of pip.conf (Python's RawConfigParser): verbatim to the line's end; blanks at the ends are lost. */
export function pipValue(text: string): string {
  const plain = plainAscii(text, 'pip.conf');
  if (plain !== plain.trim()) throw new RangeError('pip.conf takes no blanks at the ends of a value');
  return plain;
}

/** A value of a git configuration (git-config(1), "Syntax"): in double quotes, `"` and `\` escaped. */
export function gitValue(text: string): string {
  return `"${plainAscii(text, 'git').replace(/["\\]/g, '\\$&')}"`;
}

/** A value of a curl configuration file (curl(1), -K): in double quotes, `"` and `\` escaped. */
export function curlValue(text: string): string {
  return `"${plainAscii(text, '.curlrc').replace(/["\\]/g, '\\$&')}"`;
}

/** A value of KDE's files (KConfig, kconfigini.cpp): `\` begins an escape; blanks at the ends are lost. */
export function kdeValue(text: string): string {
  const plain = plainAscii(text, 'kioslaverc');
  if (plain !== plain.trim()) throw new RangeError('KDE takes no blanks at the ends of a value here');
  return plain.replaceAll('\\', '\\\\');
}

/** A value of dnf.conf (libdnf, ConfigParser): verbatim to the line's end. */
export function dnfValue(text: string): string {
  const plain = plainAscii(text, 'dnf.conf');
  if (plain !== plain.trim()) throw new RangeError('dnf.conf takes no blanks at the ends of a value');
  return plain;
}

/**
 * A word of pacman's XferCommand (pacman, src/common/util-common.c, wordsplit): in double quotes, `"` and `\` escaped.
 * `%o` and `%u` would be replaced, so a percent sign is refused.
 */
export function pacmanWord(text: string): string {
  if (plainAscii(text, 'pacman.conf').includes('%')) throw new RangeError('pacman has no way to write a percent sign');
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
