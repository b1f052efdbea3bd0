/** How long is a span such as `90m`, `6h` or `7d`? */

/** Seconds of each unit. */
const UNITS = { m: 60, h: 3_600, d: 86_400 } as const;

/** The seconds of a span that the schema `Span` has accepted. */
export function secondsOf(span: string): number {
  return Number(span.slice(0, -1)) * UNITS[span.slice(-1) as keyof typeof UNITS];
}
