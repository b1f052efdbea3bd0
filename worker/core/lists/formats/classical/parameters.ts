/** Which words may stand behind the value of a routing rule and change nothing here? Pure data. */

/** `src` turns a range to the client's address. */
export const PARAMETERS: ReadonlySet<string> = new Set([
  'no-resolve',
  'extended-matching',
  'pre-matching',
  'src',
  'no-track',
]);
