/** How do a few ranges look? A chain of comparisons. Pure. */
import { edgeLiteral } from './edges.ts';
import type { AddressEncoding } from './encoding.ts';

/** Comparisons read at most; a binary search over more is faster and shorter. */
const MAX_SEGMENTS = 8;

/** `v<first edge?0:v<second edge?result:…`. */
export const compared: AddressEncoding = {
  name: 'compared',
  fits: (segments) => segments.length <= MAX_SEGMENTS,
  write: (segments, family) => {
    const chain = segments.map(({ from }, at) => `v<${edgeLiteral(from, family)}?${segments[at - 1]?.result ?? 0}:`);
    return {
      text: `function nets${family}(v){return ${chain.join('')}${segments.at(-1)?.result ?? 0}}\n`,
      helpers: [],
    };
  },
};
