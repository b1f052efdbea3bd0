/** Is every accepted host spelled as clients show it, and everything else refused with a reason? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalHost, isWithin, readHost } from '../../../worker/core/net/host.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';
import { clientView } from '../../../worker/core/net/url.ts';
import { ACCEPTED, REFUSED } from './host-cases.ts';

describe('canonicalHost', () => {
  test.each(ACCEPTED)('spells %s as %s', (written, canonical) => expect(canonicalHost(written)).toBe(canonical));
  test.each(REFUSED)('refuses %j as %s', (written, code) => expect(canonicalHost(written)).toMatchObject({ code }));

  test('gives the host that a URL with the written one shows', () => {
    for (const [written, canonical] of ACCEPTED)
      expect(clientView(`https://${written}/`)).toMatchObject({ host: canonical });
  });

  test('is a fixed point: what it gives, it keeps, whatever was written', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ09-_.üßあ\u00ad。xn%:/@*'), maxLength: 24 });
    fc.assert(
      fc.property(text, (written) => {
        const host = canonicalHost(written);
        if (isRefused(host)) return;
        expect(host).toMatch(/^[a-z0-9_.-]{1,253}$/);
        expect(canonicalHost(host)).toBe(host);
        expect(clientView(`http://${host}/`)).toMatchObject({ host, literal: null });
      }),
      { numRuns: 300 },
    );
  });
});

describe('readHost', () => {
  test.each([
    ['Proxy.Corp.example.', 'proxy.corp.example'],
    ['10.4.0.8', '10.4.0.8'],
    ['2001:DB8:0::1', '2001:db8::1'],
  ])('spells %s as %s', (written, text) => expect(readHost(written)).toMatchObject({ text }));

  test.each([
    ['::ffff:10.0.0.1', 'address.mapped'],
    ['fe80::1%eth0', 'address.invalid'],
    ['010.0.0.1', 'host.numeric'],
    ['user:secret@proxy.example', 'host.credentials'],
  ])('refuses %s as %s', (written, code) => expect(readHost(written)).toMatchObject({ code }));
});

test('isWithin knows label boundaries', () => {
  expect(['x.example', 'a.x.example', 'ax.example', 'example'].map((host) => isWithin(host, 'x.example'))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
