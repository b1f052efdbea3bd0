import { describe, expect, it } from 'vitest';
import { createMemory, createRecent } from '../../../worker/edge/memory.ts';

describe('createRecent()', () => {
  const recent = () => createRecent<string>(6, (value) => value.length);

  it('gives back what was set, and forgets what was deleted', () => {
    const map = recent();
    map.set('a', 'xx');
    expect(map.get('a')).toBe('xx');
    map.delete('a');
    expect(map.get('a')).toBeUndefined();
  });

  it('forgets the least recently used entries when the sum of sizes is over the limit', () => {
    const map = recent();
    map.set('a', 'xx');
    map.set('b', 'xx');
    map.set('c', 'xx');
    map.get('a');
    map.set('d', 'xx');
    expect(['a', 'b', 'c', 'd'].map((key) => map.get(key))).toEqual(['xx', undefined, 'xx', 'xx']);
  });

  it('counts a replaced entry once', () => {
    const map = recent();
    for (let i = 0; i < 10; i++) map.set('a', 'xxx');
    map.set('b', 'xxx');
    expect([map.get('a'), map.get('b')]).toEqual(['xxx', 'xxx']);
  });

  it('keeps nothing that is larger than the limit alone, and loses nothing for it', () => {
    const map = recent();
    map.set('a', 'xx');
    map.set('b', 'xxxxxxx');
    expect([map.get('a'), map.get('b')]).toEqual(['xx', undefined]);
  });
});

describe('createMemory()', () => {
  const forms = (size: number) => ({
    identity: new Uint8Array(size / 2),
    gzip: new Uint8Array(size / 4),
    br: new Uint8Array(size / 4),
  });

  it('bounds texts by the bytes of all their forms', () => {
    const { texts } = createMemory(100);
    texts.set('a', forms(60));
    texts.set('b', forms(60));
    expect([texts.get('a'), texts.get('b')?.identity.length]).toEqual([undefined, 30]);
  });

  it('is in another epoch after everything was expired', () => {
    const memory = createMemory();
    const before = memory.epoch();
    memory.expire();
    expect(memory.epoch()).not.toBe(before);
  });
});
