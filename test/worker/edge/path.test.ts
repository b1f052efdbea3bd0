import { describe, expect, it } from 'vitest';
import { pathOf, readEdgePath } from '../../../worker/edge/path.ts';

const KEY = 'pQ7c9yP2k0mX4tB8sW1nLA';

describe('readEdgePath()', () => {
  it('reads a PAC path without and with a key', () => {
    expect(readEdgePath('/pac/hq.pac')).toEqual({ at: 'pac', id: 'hq', key: null });
    expect(readEdgePath(`/pac/hq/${KEY}.pac`)).toEqual({ at: 'pac', id: 'hq', key: KEY });
  });

  it('reads the two WPAD paths', () => {
    expect(readEdgePath('/wpad.dat')).toEqual({ at: 'wpad' });
    expect(readEdgePath('/proxy.pac')).toEqual({ at: 'wpad' });
  });

  it.each([
    ['a short key', `/pac/hq/${KEY.slice(1)}.pac`],
    ['an overlong key', `/pac/hq/${'a'.repeat(129)}.pac`],
    ['an upper-case id', '/pac/HQ.pac'],
    ['an overlong id', `/pac/${'a'.repeat(64)}.pac`],
    ['an inherited name', '/pac/__proto__.pac'],
    ['a percent-encoded slash', `/pac/hq%2F${KEY}.pac`],
    ['a bad UTF-8 escape', '/pac/%ff.pac'],
    ['a third segment', `/pac/hq/${KEY}/x.pac`],
    ['no suffix', '/pac/hq'],
    ['nothing', '/pac/'],
    ['nothing at all', '/pac'],
  ])('knows that nothing can be at %s', (_, path) => {
    expect(readEdgePath(path)).toEqual({ at: 'unknown' });
  });

  it.each(['/', '/v1/profiles', '/pacs/hq.pac', '/wpad.dat/', '/WPAD.DAT'])('leaves %s to others', (path) => {
    expect(readEdgePath(path)).toBeNull();
  });
});

describe('pathOf()', () => {
  it.each([
    'http://a/',
    'https://a',
    'https://a?x=/y',
    'http://a.b:80/p/q.pac',
    'https://a/p?x=/#y',
    'https://a/p#/x?y',
    'http://[::1]:1/%2F',
  ])('is the path of %s, as URL reads it', (url) => expect(pathOf(new URL(url).href)).toBe(new URL(url).pathname));
});
