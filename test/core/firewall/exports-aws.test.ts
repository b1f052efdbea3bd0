/** Do security groups allow what the policy allows every client of a zone? Both texts are read back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostPlan, policyPlan } from '../../../worker/core/firewall/exports/make-plan.ts';
import type { ExportPlan } from '../../../worker/core/firewall/exports/plan.ts';
import { exporterOf, renderExport } from '../../../worker/core/firewall/exports/table.ts';
import { actionAt, addressPoints, type OracleFlow, oracleOf, oracleZone } from './oracle.ts';
import { parsed } from './parsed.ts';
import { generatedPolicy, HAND_WRITTEN } from './policies.ts';
import { type ReadGroup, readGroups, readTerraform } from './readers/security-groups.ts';

const NOW = 0;

const READERS: Readonly<Record<string, (text: string) => ReadGroup[]>> = {
  'aws-security-group': readGroups,
  'aws-terraform': readTerraform,
};

/** The text, or null where the policy has a denial that no target without names can say, or no zones. */
function textOf(format: string, plan: ExportPlan): string | null {
  const { text, findings } = renderExport(exporterOf(format) ?? expect.fail(format), plan);
  const codes = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  if (text === null) expect(['export.name-denied', 'export.no-zones']).toEqual(expect.arrayContaining(codes));
  return text;
}

const inWords = ({ src, dst, protocol, port }: OracleFlow, word: unknown) =>
  `${src} → ${dst} ${protocol}/${port} ${word}`;

describe.each(Object.entries(READERS))('%s', (format, read) => {
  test('lets out of each zone what all of its clients are allowed, and nothing in', () => {
    let compared = 0;
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const text = textOf(format, policyPlan(parsed(policy), NOW));
        if (text === null) return;
        const oracle = oracleOf(policy);
        for (const group of read(text)) {
          const own = oracle.flows.flatMap((flow, f) =>
            flow.host === null && oracleZone(policy, flow.src) === group.name.slice('portolan-'.length)
              ? [[flow, actionAt(oracle, oracle.decided[f] ?? -1)] as const]
              : [],
          );
          const key = ({ dst, protocol, port }: OracleFlow) => `${dst} ${protocol} ${port}`;
          const denied = new Set(own.flatMap(([flow, action]) => (action === 'deny' ? [key(flow)] : [])));
          for (const [flow] of own) {
            expect(inWords(flow, group.out(flow))).toBe(inWords(flow, denied.has(key(flow)) ? null : 'allow'));
            expect(group.in(flow)).toBeNull();
          }
          compared++;
        }
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(5);
  }, 60_000);

  test('admits to the machine of a proxy the clients of its zones, on its port', () => {
    const policy = HAND_WRITTEN['nested zones'] ?? {};
    const plan = hostPlan(parsed(policy), [{ name: 'squid', port: 3128, zones: ['hq', 'dmz'] }]);
    const [group = expect.fail()] = read(textOf(format, plan) ?? expect.fail());
    for (const src of addressPoints([policy])) {
      const to = { src, dst: src, host: null, protocol: 'tcp' as const, port: 3128 };
      const isWanted = ['hq', 'dmz'].includes(oracleZone(policy, src) ?? '');
      expect(inWords(to, group.in(to))).toBe(inWords(to, isWanted ? 'allow' : null));
      expect(group.in({ ...to, port: 3129 })).toBeNull();
      expect(group.in({ ...to, protocol: 'udp' })).toBeNull();
    }
  });
});
