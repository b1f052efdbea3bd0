import { describe, expect, it } from 'vitest';
import { readParameters } from '../../worker/http/parameters.ts';
import { IdPath, PageQuery, pageOf, WriteQuery } from '../../worker/routes/parameters.ts';
import { Fault } from '../../worker/service/fault.ts';

const read = (query: string) => readParameters(WriteQuery, new URLSearchParams(query));

describe('readParameters()', () => {
  it('reads what the schema knows', () => {
    expect(read('dryRun=true')).toEqual({ dryRun: 'true' });
    expect(read('')).toEqual({});
  });

  it.each([
    'dryrun=true',
    'dryRun=1',
    'dryRun=',
    'dryRun',
    'dryRun=true&dryRun=true',
    'dryRun=true&x=y',
    '__proto__=x',
  ])('refuses ?%s, because a misspelt dry run must not write', (query) => {
    expect(() => read(query)).toThrow(Fault);
  });

  it('names every parameter that is wrong', () => {
    const names = () => readParameters(PageQuery, new URLSearchParams('limit=0&x=1&y=2'));
    expect(names).toThrow(
      expect.objectContaining({
        code: 'invalid',
        errors: expect.arrayContaining(['limit', 'x', 'y'].map((parameter) => expect.objectContaining({ parameter }))),
      }),
    );
  });

  it.each([
    ['dryRun=maybe', 'dryRun: expected "true" or "false"'],
    ['dryRun=true&dryRun=true', 'dryRun: expected "true" or "false", found a list of 2'],
    ['a/b~=1', 'a/b~: there is no such parameter'],
  ])('says of ?%s what was expected', (query, detail) => {
    expect(() => read(query)).toThrow(detail);
  });

  it('says of an absent parameter what was expected, and shows no value, which may be a key', () => {
    expect(() => readParameters(IdPath, [])).toThrow('id: expected a text, found nothing');
    expect(() => readParameters(IdPath, [['id', 'A_secret']])).not.toThrow('A_secret');
  });

  it.each(['__proto__', 'constructor', 'direct', 'any', 'a'.repeat(64), 'A', 'a/b', '%ff', '-a', '', 'ä', 'a\u0000'])(
    'refuses %j as an id',
    (id) => {
      expect(() => readParameters(IdPath, [['id', id]])).toThrow(Fault);
    },
  );
});

describe('pageOf()', () => {
  it('asks for 50 entries unless told otherwise', () => {
    expect(pageOf({})).toEqual({ limit: 50, cursor: null });
    expect(pageOf({ limit: '200', cursor: 'x' })).toEqual({ limit: 200, cursor: 'x' });
  });
});
