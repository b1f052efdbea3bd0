/** Does access by network answer no to every doubt? */
import { expect, test } from 'vitest';
import { isInNetworks } from '../../../worker/core/net/networks.ts';

test.each([
  ['10.1.2.3', ['10.0.0.0/8'], true],
  ['11.1.2.3', ['10.0.0.0/8'], false],
  ['11.1.2.3', ['10.0.0.0/8', '11.0.0.0/8'], true],
  ['fd00::1', ['fd00::/8'], true],
  ['::ffff:10.1.2.3', ['10.0.0.0/8'], true],
  ['10.1.2.3', ['::/0'], false],
  ['10.1.2.3', ['10.0.0.1/8'], false],
  ['10.1.2.3', [], false],
  ['not an address', ['0.0.0.0/0', '::/0'], false],
  ['', ['0.0.0.0/0'], false],
  [null, ['0.0.0.0/0', '::/0'], false],
])('isInNetworks: %s in %j is %s', (address, networks, expected) => {
  expect(isInNetworks(address, networks)).toBe(expected);
});
