/** How does the doctor quote for a POSIX shell? By the one writer for that language. */
export { shellBytes, shellComment, shellWord } from '../writers/sh.ts';
