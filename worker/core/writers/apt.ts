/** How is a setting of apt written? Pure; the one writer for that format (apt.conf(5)). */
import { plainAscii } from './lines.ts';

/** `Scope::Name "value";`. In quotes only the quote itself cannot be said; without them `//` would begin a comment. */
export function aptSetting(name: string, value: string): string {
  if (plainAscii(name + value, 'apt').includes('"')) throw new RangeError('apt has no way to write a quote');
  return `${name} "${value}";`;
}
