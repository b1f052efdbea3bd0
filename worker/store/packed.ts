/** How does one value of KV hold a text together with its compressed forms, so that a PAC stays two reads? Pure. */

/** A text as clients may want it. What was not made is null. */
export interface TextForms {
  readonly identity: Uint8Array;
  readonly gzip: Uint8Array | null;
  readonly br: Uint8Array | null;
}

/** The first byte of a packed value. A PAC text is printable ASCII, so values from before there were packed ones differ. */
const MARK = 0x01;
/** The mark, and the lengths of the text, of its gzip and of its Brotli form, 32 bits each, high byte first. */
const HEAD_BYTES = 13;

/** The value of KV: text, gzip, Brotli behind one another. */
export function packText(forms: { readonly [Form in keyof TextForms]: Uint8Array }): Uint8Array {
  const { identity, gzip, br } = forms;
  const packed = new Uint8Array(HEAD_BYTES + identity.byteLength + gzip.byteLength + br.byteLength);
  const head = new DataView(packed.buffer);
  head.setUint8(0, MARK);
  head.setUint32(1, identity.byteLength);
  head.setUint32(5, gzip.byteLength);
  head.setUint32(9, br.byteLength);
  packed.set(identity, HEAD_BYTES);
  packed.set(gzip, HEAD_BYTES + identity.byteLength);
  packed.set(br, HEAD_BYTES + identity.byteLength + gzip.byteLength);
  return packed;
}

/** The forms in a value, without copying. A value that is not packed is the text itself; null: it is cut short or mangled. */
export function unpackText(value: Uint8Array): TextForms | null {
  if (value[0] !== MARK) return { identity: value, gzip: null, br: null };
  if (value.byteLength < HEAD_BYTES) return null;
  const head = new DataView(value.buffer, value.byteOffset);
  const gzipAt = HEAD_BYTES + head.getUint32(1);
  const brAt = gzipAt + head.getUint32(5);
  if (brAt + head.getUint32(9) !== value.byteLength) return null;
  return {
    identity: value.subarray(HEAD_BYTES, gzipAt),
    gzip: value.subarray(gzipAt, brAt),
    br: value.subarray(brAt),
  };
}

/** The bytes that a text's forms take up together. */
export function sizeOfForms({ identity, gzip, br }: TextForms): number {
  return identity.byteLength + (gzip?.byteLength ?? 0) + (br?.byteLength ?? 0);
}
