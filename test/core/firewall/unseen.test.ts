import { expect, test } from 'vitest';
import { Policy } from '../../../schemas/firewall.ts';
import { checkPolicy } from '../../../worker/core/firewall/check.ts';

const findingsOf = (zones: unknown) => {
  const { policy, findings } = checkPolicy(Policy.parse({ zones }), 0);
  expect(policy).not.toBeNull();
  return findings.map(({ code, severity, path, found }) => [code, severity, path, found]);
};

test('checkPolicy tells a zone whose private networks the edge never sees, and refuses nothing', () => {
  expect(
    findingsOf({
      staff: { networks: ['10.20.0.0/16'] },
      mixed: { networks: ['8.8.8.0/24', 'fd00:1::/32'] },
    }),
  ).toEqual([
    ['zone.no-seen-as', 'info', '/zones/staff', 'networks: 10.20.0.0/16'],
    ['zone.no-seen-as', 'info', '/zones/mixed', 'networks: fd00:1::/32'],
  ]);
});

test('checkPolicy tells nothing of a zone with seenAs, or with public networks only', () => {
  expect(
    findingsOf({
      staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] },
      hosted: { networks: ['8.8.8.0/24', '2606:4700::/32'] },
    }),
  ).toEqual([]);
});
