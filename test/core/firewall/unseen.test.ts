import { expect, test } from 'vitest';
import { Policy } from '../../../schemas/firewall.ts';
import { checkPolicy } from '../../../worker/core/firewall/check.ts';

test('checkPolicy tells each zone without seenAs, which the edge may never see, and refuses nothing', () => {
  const zones = {
    staff: { networks: ['10.20.0.0/16'] },
    guests: { networks: ['10.99.0.0/16'], seenAs: ['203.0.113.0/24'] },
    hosted: { networks: ['8.8.8.0/24'] },
  };
  const { policy, findings } = checkPolicy(Policy.parse({ zones }), 0);
  expect(policy).not.toBeNull();
  expect(findings).toMatchObject([
    { code: 'zone.not-seen', severity: 'info', path: '/zones/staff', fix: expect.stringContaining('?zone=') },
    { code: 'zone.not-seen', severity: 'info', path: '/zones/hosted' },
  ]);
});
