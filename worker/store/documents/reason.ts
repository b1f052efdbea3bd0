/** Why does a profile go on serving what it had? In one sentence, for people. Pure. */
import type { NotCompiled } from '../compiler.ts';

/** `with`: what it cannot be made with any more, such as `the present list ads`. */
export function reasonOf(present: string, revision: number, { findings }: NotCompiled): string {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const first = errors[0] === undefined ? '' : `: ${errors[0].message} (${errors[0].code} at ${errors[0].path})`;
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : '';
  return `Revision ${revision} cannot be made with ${present}${first}${more}. What was published before is served.`;
}
