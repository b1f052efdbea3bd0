/** How is a place in a document named (RFC 6901, JSON Pointer)? Pure. */

/** Appends keys and indexes to a pointer, escaping `~` and `/`. */
export function pointerTo(base: string, ...segments: readonly (string | number | symbol)[]): string {
  return segments.reduce<string>((pointer, segment) => `${pointer}/${escapeSegment(String(segment))}`, base);
}

/** The segments of a pointer, unescaped, or null when it is not one. The empty pointer is the whole document. */
export function segmentsOf(pointer: string): readonly string[] | null {
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null;
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a pointer, or undefined where there is none; inherited properties are never found. */
export function valueAt(document: unknown, pointer: string): unknown {
  return (segmentsOf(pointer) ?? ['\u0000']).reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined,
    document,
  );
}

function escapeSegment(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}
