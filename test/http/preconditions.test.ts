import { describe, expect, it } from 'vitest';
import { readPrecondition } from '../../worker/http/preconditions.ts';

const read = (headers: Record<string, string>) => readPrecondition((name) => headers[name]);

describe('readPrecondition()', () => {
  it('is empty without headers', () => {
    expect(read({})).toEqual({});
  });

  it.each([
    ['*', '*'],
    [' * ', '*'],
    ['"a"', ['"a"']],
    ['"a", "b,c"', ['"a"', '"b,c"']],
    // Strong comparison: a weak tag matches nothing (RFC 9110, 13.1.1), so that nothing is left to match.
    ['W/"a"', []],
    ['W/"a", "b"', ['"b"']],
  ])('reads If-Match: %s', (header, ifMatch) => {
    expect(read({ 'If-Match': header })).toEqual({ ifMatch });
  });

  it('reads If-None-Match: *', () => {
    expect(read({ 'If-None-Match': '*' })).toEqual({ ifNoneMatch: '*' });
  });

  it.each([
    { 'If-Match': 'abc' },
    { 'If-Match': '' },
    { 'If-Match': '"a" "b"' },
    { 'If-None-Match': '"a"' },
    { 'If-None-Match': 'x' },
  ])('refuses %o rather than ignoring what should protect', (headers) => {
    expect(() => read(headers)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});
