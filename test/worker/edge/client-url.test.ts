import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../worker/core/hash.ts';
import { readClientUrl } from '../../../worker/edge/client-url.ts';
import { createMemory } from '../../../worker/edge/memory.ts';

const KEY = 'abcdefghijklmnopqrstuvwx';

describe('readClientUrl()', () => {
  it('reads the path, the hash of the key, and what the query string wishes', () => {
    const url = readClientUrl(createMemory(), `https://edge.example/pac/hq/${KEY}.pac?zone=lab&for=apple`);
    expect(url).toMatchObject({
      path: { at: 'pac', id: 'hq', key: KEY },
      wish: { zone: 'lab', flavour: 'apple', next: false },
    });
    expect(new TextDecoder().decode(url?.keyHash ?? undefined)).toBe(sha256Hex(KEY));
  });

  it('has no hash where there is no key', () => {
    expect(readClientUrl(createMemory(), 'https://edge.example/pac/hq.pac')?.keyHash).toBeNull();
    expect(readClientUrl(createMemory(), 'http://wpad.corp.example/wpad.dat')?.keyHash).toBeNull();
  });

  it('is null for what is not for clients', () => {
    expect(readClientUrl(createMemory(), 'https://edge.example/v1/profiles')).toBeNull();
  });

  it('remembers a URL, but neither one that nothing can be at nor a very long one', () => {
    const memory = createMemory();
    const read = (path: string) => readClientUrl(memory, `https://edge.example${path}`);
    expect(read('/pac/hq.pac')).toBe(read('/pac/hq.pac'));
    expect(read('/pac/HQ')).not.toBe(read('/pac/HQ'));
    const long = `/pac/hq.pac?cache=${'x'.repeat(500)}`;
    expect(read(long)).not.toBe(read(long));
    expect(read(long)).toEqual(read('/pac/hq.pac?'));
  });

  it('keeps nothing of a long URL but what it asks for', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    // Of its own for each, as a request's URL is.
    const long = (at: number) =>
      Buffer.alloc(16_000, `https://edge.example/pac/profile-number-${at}.pac?`).toString('latin1');
    const before = used();
    const read = Array.from({ length: 500 }, (_, at) => readClientUrl(createMemory(), long(at))?.path);
    expect(used() - before).toBeLessThan(2_000_000);
    expect(read[7]).toEqual({ at: 'pac', id: 'profile-number-7', key: null });
  });

  it('tells URLs apart that differ in the host only', () => {
    const memory = createMemory();
    const one = readClientUrl(memory, 'http://wpad.corp.example/wpad.dat');
    expect(readClientUrl(memory, 'http://wpad.lab.example/wpad.dat')).not.toBe(one);
  });
});
