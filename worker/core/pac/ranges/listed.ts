/** How do some hundred ranges look? Sorted boundaries and a binary search. Pure. */
import { numberList } from '../names/encoding.ts';
import { stringLiteral } from '../script/literals.ts';
import { hexEdge } from './edges.ts';
import { type AddressEncoding, alternating } from './encoding.ts';

/** A list of boundaries, and where more than one result occurs a list of the results between them. */
export const listed: AddressEncoding = {
  name: 'listed',
  fits: () => true,
  write: (segments, family) => {
    const edges =
      family === 4
        ? numberList(segments.map(({ from }) => Number(from)))
        : `${stringLiteral(segments.map(({ from }) => hexEdge(from)).join(' '))}.split(" ")`;
    const [list, function_] = [`nets${family}List`, `function nets${family}(v)`];
    const only = alternating(segments);
    if (only !== null) {
      return { text: `var ${list}=${edges};\n${function_}{return(below(${list},v)&1)*${only}}\n`, helpers: ['below'] };
    }
    const results = numberList([0, ...segments.map(({ result }) => result)]);
    const text =
      `var ${list}=${edges},nets${family}Results=${results};\n` +
      `${function_}{return nets${family}Results[below(${list},v)]*1}\n`;
    return { text, helpers: ['below'] };
  },
};
