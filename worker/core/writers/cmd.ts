/** How does text stand in a batch file of cmd.exe? Pure; the one writer for that language. */
import { oneLine, plainAscii } from './lines.ts';

/** What cmd gives a meaning outside of quotes; inside of them nothing but `%` and `"` has one, and every `"` changes sides. */
const SPECIAL = /[&|<>^()"]/g;

/** A command line of cmd.exe has at most 8,191 characters (Microsoft, "Command prompt line string limitation"). */
export const MAX_CMD_LINE = 8_191;

/**
 * Text behind `echo` in a batch file, with delayed expansion off: every character with a meaning behind a caret, so that
 * no quote begins, and every percent sign twice.
 */
export function cmdEcho(text: string): string {
  return plainAscii(text, 'cmd').replace(SPECIAL, '^$&').replaceAll('%', '%%');
}

/** An argument in quotes, for programs of Windows: quotes cannot stand inside and are left out, percent signs stand twice. */
export function cmdArgument(text: string): string {
  return `"${plainAscii(text, 'cmd').replaceAll('"', '').replaceAll('%', '%%')}"`;
}

/** A remark: one line of letters, digits and harmless signs. `rem` still expands variables and ends at a line's end. */
export function cmdRemark(text: string): string {
  return `rem ${oneLine(text).replace(/[^A-Za-z0-9 .,:;_'/-]+/g, ' ')}`;
}

/** The whole file with CRLF line ends: cmd loses labels and blocks with bare line feeds. */
export function cmdFile(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}
