/** What becomes of AWS security groups: what is kept, what is told, and is nothing allowed in silence? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Policy } from '../../../schemas/firewall.ts';
import { policyPlan } from '../../../worker/core/firewall/exports/make-plan.ts';
import { exporterOf, renderExport } from '../../../worker/core/firewall/exports/table.ts';
import { importAwsGroups } from '../../../worker/core/firewall/import/aws-groups.ts';
import { actionAt, type OracleFlow, oracleOf, oracleVerdict, oracleZone } from './oracle.ts';
import { parsed } from './parsed.ts';
import { CAMPUS, generatedPolicy } from './policies.ts';

/** A group as describe-security-groups prints it. */
const group = (name: string, ...permissions: object[]) => ({
  GroupId: 'sg-0123456789abcdef0',
  GroupName: name,
  IpPermissions: [],
  OwnerId: '123456789012',
  VpcId: 'vpc-1',
  IpPermissionsEgress: permissions,
});

const tcp = (port: number, ...cidrs: string[]) => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: cidrs.filter((cidr) => !cidr.includes(':')).map((CidrIp) => ({ CidrIp, Description: 'squid' })),
  Ipv6Ranges: cidrs.filter((cidr) => cidr.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
  PrefixListIds: [],
  UserIdGroupPairs: [],
});

const read = (groups: readonly object[], base?: Policy) =>
  importAwsGroups({ SecurityGroups: groups }, base) ?? expect.fail();

describe('importAwsGroups', () => {
  test('makes of what a group lets out what its zone is allowed', () => {
    const groups = [
      group('portolan-staff', tcp(3128, '10.4.0.8/32', '2001:db8:4::8/128')),
      group('guests', tcp(8080, '10.4.0.9/32')),
    ];
    expect(read(groups, CAMPUS)).toEqual({
      policy: {
        ...CAMPUS,
        rules: [
          {
            id: 'squid',
            action: 'allow',
            from: 'staff',
            to: ['10.4.0.8/32', '2001:db8:4::8/128'],
            protocol: 'tcp',
            ports: 3128,
          },
          { action: 'allow', from: 'guests', to: '10.4.0.9/32', protocol: 'tcp', ports: 8080, note: 'squid' },
        ],
        default: 'deny',
      },
      found: 2,
      kept: 2,
      remarks: [],
    });
  });

  test('lets the only group of a text hold for everybody and says so, and leaves several without zones out', () => {
    const { policy, remarks } = read([group('web', tcp(443, '0.0.0.0/0'))]);
    expect(policy.rules).toMatchObject([{ from: 'any', to: '0.0.0.0/0' }]);
    expect(remarks).toMatchObject([{ at: 'group web', effect: 'weakened' }]);
    const several = read([group('web', tcp(443, '0.0.0.0/0')), group('staff', tcp(80, '0.0.0.0/0'))], CAMPUS);
    expect(several.policy.rules).toMatchObject([{ from: 'staff' }]);
    expect(several.remarks).toMatchObject([{ at: 'group web', effect: 'left-out' }]);
    expect(read([group('constructor'), group('__proto__', tcp(80, '0.0.0.0/0'))], CAMPUS).policy.rules).toEqual([]);
  });

  test('tells of references, prefix lists, other protocols, inbound rules and what is no address', () => {
    const pairs = [{ GroupId: 'sg-2', UserId: '123456789012' }];
    const { policy, found, kept, remarks } = read([
      {
        ...group(
          'web',
          { ...tcp(80, '192.0.2.1/32'), UserIdGroupPairs: pairs },
          { ...tcp(81), UserIdGroupPairs: pairs },
          { ...tcp(82), PrefixListIds: [{ PrefixListId: 'pl-1' }] },
          { ...tcp(83, '192.0.2.1/24', '192.0.2.0/24') },
          { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
          { IpProtocol: '-1', IpRanges: [{ CidrIp: '198.51.100.0/24' }] },
          { IpProtocol: 'udp', FromPort: 0, ToPort: 65_535, IpRanges: [{ CidrIp: '198.51.100.0/24' }] },
          { IpProtocol: 'tcp', FromPort: 90, ToPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
          { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
          tcp(84),
        ),
        IpPermissions: [tcp(22, '0.0.0.0/0')],
      },
    ]);
    expect(policy.rules?.map(({ to, protocol, ports }) => [to, protocol, ports])).toEqual([
      ['192.0.2.1/32', 'tcp', 80],
      ['192.0.2.0/24', 'tcp', 83],
      ['198.51.100.0/24', ['tcp', 'udp'], undefined],
      ['198.51.100.0/24', 'udp', undefined],
    ]);
    expect([found, kept]).toEqual([10, 4]);
    expect(remarks.map(({ effect, reason }) => [effect, reason.slice(0, 40)])).toEqual([
      ['left-out', 'only what a group lets out becomes a pol'],
      ['weakened', 'a group knows no sources, so its permiss'],
      ['weakened', '1 references to groups and prefix lists '],
      ['left-out', '1 references to groups and prefix lists '],
      ['left-out', '1 references to groups and prefix lists '],
      ['weakened', '1 of its addresses are not understood an'],
      ['left-out', 'policies speak of tcp and udp only'],
      ['weakened', 'only tcp and udp are kept of all protoco'],
      ['left-out', 'its ports are not understood'],
      ['left-out', 'its ports are not understood'],
      ['left-out', 'it names no destinations'],
    ]);
  });

  test('is null for another shape, and denies everything for no groups', () => {
    for (const json of [null, 7, [], {}, { SecurityGroups: 1 }, { SecurityGroups: [{ IpPermissionsEgress: [{}] }] }])
      expect(importAwsGroups(json)).toBeNull();
    expect(read([])).toMatchObject({ policy: { rules: [], default: 'deny' }, found: 0, kept: 0 });
  });

  test('gives an exported policy back: what all clients of each zone are allowed', () => {
    let compared = 0;
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const exporter = exporterOf('aws-security-group') ?? expect.fail();
        const { text } = renderExport(exporter, policyPlan(parsed(policy), 0));
        if (text === null) return;
        const { zones = {} } = policy;
        const imported = importAwsGroups(JSON.parse(text), { zones }) ?? expect.fail(text);
        expect(imported.remarks).toEqual([]);
        expect(Policy.safeParse(imported.policy).success).toBe(true);
        const oracle = oracleOf(policy);
        const key = ({ src, dst, protocol, port }: OracleFlow) =>
          `${oracleZone(policy, src)} ${dst} ${protocol} ${port}`;
        const own = oracle.flows.flatMap((flow, f) =>
          flow.host === null && oracleZone(policy, flow.src) !== null
            ? [[flow, actionAt(oracle, oracle.decided[f] ?? -1)] as const]
            : [],
        );
        const denied = new Set(own.flatMap(([flow, action]) => (action === 'deny' ? [key(flow)] : [])));
        for (const [flow] of own) {
          const wanted = denied.has(key(flow)) ? 'deny' : 'allow';
          expect([flow, oracleVerdict(imported.policy, flow).action]).toEqual([flow, wanted]);
        }
        compared++;
      }),
      { numRuns: 30 },
    );
    expect(compared).toBeGreaterThan(5);
  }, 60_000);
});
