/** What is a set of flows? A product of three sets: from whom, to whom, by which service. Pure. */
import { type Bits, both, inside, isEmpty, meets, without } from './bits.ts';

/** Flows of one family: every source with every destination and every service. Atoms of the axes of one `Space`. */
export interface Box {
  readonly src: Bits;
  readonly dst: Bits;
  readonly svc: Bits;
}

/** Whether no flow is in it. */
export function isEmptyBox({ src, dst, svc }: Box): boolean {
  return isEmpty(src) || isEmpty(dst) || isEmpty(svc);
}

/** How many words its sets have: what an operation with it costs at most. */
export function wordsOf({ src, dst, svc }: Box): number {
  return src.words.length + dst.words.length + svc.words.length;
}

/** Whether a flow is in both. */
export function boxesMeet(a: Box, b: Box): boolean {
  return meets(a.src, b.src) && meets(a.dst, b.dst) && meets(a.svc, b.svc);
}

/** Whether every flow of the first is in the second. */
export function boxInside(a: Box, b: Box): boolean {
  return isEmptyBox(a) || (inside(a.svc, b.svc) && inside(a.src, b.src) && inside(a.dst, b.dst));
}

/** The flows in both. */
export function intersection(a: Box, b: Box): Box {
  return { src: both(a.src, b.src), dst: both(a.dst, b.dst), svc: both(a.svc, b.svc) };
}

/** The flows of the first that are not in the second: at most three disjoint boxes. */
export function difference(a: Box, b: Box): Box[] {
  const src = both(a.src, b.src);
  const dst = both(a.dst, b.dst);
  return [
    { src: without(a.src, b.src), dst: a.dst, svc: a.svc },
    { src, dst: without(a.dst, b.dst), svc: a.svc },
    { src, dst, svc: without(a.svc, b.svc) },
  ].filter((box) => !isEmptyBox(box));
}
