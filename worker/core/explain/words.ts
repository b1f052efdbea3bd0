/** How is the value of a key put in a trace? Pure. */

/** Characters of one side of a trace entry. */
const MAX_WORDS = 200;
const MORE = (count: number) => ` … (${count} in all)`;

/** The canonical value of a key in one line: entries side by side, long lists cut with their number. */
export function inWords(spelled: unknown): string {
  const entries = (Array.isArray(spelled) ? spelled : [spelled]).map(entryInWords);
  const whole = entries.join(', ');
  if (whole.length <= MAX_WORDS) return whole;
  const room = MAX_WORDS - MORE(entries.length).length;
  return whole.slice(0, room) + MORE(entries.length);
}

/** A text that a client showed, cut to the same length. */
export function cut(text: string): string {
  return text.length <= MAX_WORDS ? text : `${text.slice(0, MAX_WORDS - 1)}…`;
}

function entryInWords(entry: unknown): string {
  return typeof entry === 'object' && entry !== null ? JSON.stringify(entry) : String(entry);
}
