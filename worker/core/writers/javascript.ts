/** How does text stand in a JavaScript program? Pure; the one writer for that language. */
import { jsonLine } from './json.ts';

/** A string, number or boolean as a literal: JSON is one (ECMA-262, 12.9.4), and its ASCII form is safe in every charset. */
export const javascriptLiteral = (value: string | number | boolean): string => jsonLine(value);

/** Text for a comment: one line, whatever it was. */
export const javascriptComment = (text: string): string => `// ${text.replace(/[^\u0020-\u007e]+/g, ' ')}`;
