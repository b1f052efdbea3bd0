/** What is a form in which a script carries its names? One record per form; `table.ts` chooses. Pure. */

import type { NameIndex } from '../hosts/host-index.ts';
import { isBelow } from '../hosts/name-keys.ts';
import { stringLiteral } from '../script/literals.ts';

/** A way to write a name index as ES3 text. */
export interface NameEncoding {
  readonly name: string;
  /** Whether the form is meant for this index. */
  fits(index: NameIndex): boolean;
  /**
   * Top-level statements that declare `names(h)`: the number of the result for a host without trailing dot, in
   * lower case. They may declare other names of `n` and one capital letter, and keep decoded parts between calls.
   */
  write(index: NameIndex): string;
}

/** How a form turns the kind of the name that it found into the number of a result. */
export interface KindText {
  /** Top-level statements that `result` needs. */
  readonly declarations: string;
  /** An expression of the result, given expressions of the kind's number and of "the host is the name itself". */
  result(kind: string, exact: string): string;
}

/** Writes the step from kinds to results: nothing at all for the usual index, else two tables. */
export function kindText(index: NameIndex): KindText {
  const direct = index.kinds.every(({ exact, below }, id) => exact === id + 1 && below === id + 1);
  if (direct) return { declarations: '', result: (kind) => (/^\d+$/.test(kind) ? `${Number(kind) + 1}` : `${kind}+1`) };
  const declarations =
    `var nE=${numberList(index.kinds.map(({ exact }) => exact))},` +
    `nU=${numberList(index.kinds.map(({ below }) => below))};\n`;
  return { declarations, result: (kind, exact) => `(${exact}?nE:nU)[${kind}]*1` };
}

/** How many numbers an array literal may hold before a string with a split is shorter to parse and safe in old engines. */
const MAX_LITERAL = 256;

/** An expression of an array of numbers; long ones become numeric strings, which compare and calculate alike. */
export function numberList(values: readonly number[]): string {
  if (values.length <= MAX_LITERAL) return `[${values.join()}]`;
  return `${stringLiteral(values.join(' '))}.split(" ")`;
}

/** Whether some name stands below another one, so that the first name found above a host need not be the last word. */
export function nested({ labels }: NameIndex): boolean {
  return labels.some((one, at) => isBelow(one, labels[at - 1] ?? ' '));
}
