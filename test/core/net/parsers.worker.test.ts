/** Does workerd's URL parser give the same hosts and views as Node's, with which everything else is tested? */
import { describe, expect, test } from 'vitest';
import { canonicalHost } from '../../../worker/core/net/host.ts';
import { clientView } from '../../../worker/core/net/url.ts';
import { ACCEPTED, REFUSED } from './host-cases.ts';
import { VIEWS } from './url-cases.ts';

describe('canonicalHost in workerd', () => {
  test.each(ACCEPTED)('spells %s as %s', (written, canonical) => expect(canonicalHost(written)).toBe(canonical));
  test.each(REFUSED)('refuses %j as %s', (written, code) => expect(canonicalHost(written)).toMatchObject({ code }));
});

describe('clientView in workerd', () => {
  test.each(VIEWS)('sees %s as %s', (written, url, host, port) => {
    expect(clientView(written)).toMatchObject({ url, host, port });
  });
});
