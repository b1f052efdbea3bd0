/** How are Java's system properties written: in a properties file, and in a file of arguments? Pure; the one writer for both. */
import { plainAscii } from './lines.ts';

/** Properties in their order; names are fixed words of the core. */
export type Properties = Readonly<Record<string, string>>;

/** `name=value` (java.util.Properties, `load`): `\` begins an escape; blanks before a value are lost unless escaped. */
export function propertyLines(properties: Properties): string[] {
  return Object.entries(properties).map(
    ([name, value]) =>
      `${name}=${plainAscii(value, 'a properties file').replaceAll('\\', '\\\\').replace(/^ /, '\\ ')}`,
  );
}

/** `"-Dname=value"` (java(1), "java Command-Line Argument Files"): in double quotes, `"` and `\` escaped. */
export function argumentLines(properties: Properties): string[] {
  return Object.entries(properties).map(
    ([name, value]) => `"-D${name}=${plainAscii(value, 'a file of arguments').replace(/["\\]/g, '\\$&')}"`,
  );
}
