/** How is a value written as TOML 1.0? Pure; the one writer for that language. */
import { plainAscii } from './lines.ts';

/** A basic string (toml.io, v1.0.0, "String"): in double quotes, `"` and `\` escaped. */
export function tomlString(text: string): string {
  return `"${plainAscii(text, 'TOML').replace(/["\\]/g, '\\$&')}"`;
}

/** An array of strings, one a line; a comma may stand behind the last. */
export function tomlStrings(texts: readonly string[]): string[] {
  return texts.length === 0 ? ['[]'] : ['[', ...texts.map((text) => `  ${tomlString(text)},`), ']'];
}
