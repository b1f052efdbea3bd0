/** Which number has this value? Numbers distinct values in the order of their first appearance. Pure. */

/** Values of equal keys are one value. */
export class Interned<Value> {
  readonly values: Value[] = [];
  readonly #ids = new Map<string, number>();
  readonly #key: (value: Value) => string;

  constructor(key: (value: Value) => string) {
    this.#key = key;
  }

  /** The number of a value, a new one for a value that was not there before. */
  id(value: Value): number {
    const key = this.#key(value);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}
