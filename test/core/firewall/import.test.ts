/** What becomes of rule sets that others wrote: what is kept, what is not, and is nothing lost in silence? */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Policy } from '../../../schemas/firewall.ts';
import { diffPolicies } from '../../../worker/core/firewall/analysis/diff.ts';
import { policyPlan } from '../../../worker/core/firewall/exports/make-plan.ts';
import { exporterOf, renderExport } from '../../../worker/core/firewall/exports/table.ts';
import { importCsv } from '../../../worker/core/firewall/import/csv.ts';
import { importNft } from '../../../worker/core/firewall/import/nft.ts';
import { pathOf, testWith } from '../../programs.ts';
import { UNSHARE } from '../../support/namespace.ts';
import { parsed } from './parsed.ts';
import { CAMPUS, generatedPolicy } from './policies.ts';
import { NFT } from './programs.ts';

const NOW = 0;

describe('importCsv', () => {
  test('reads columns in their usual order without a header, with comments and quotes', () => {
    const text = '# exported\r\nallow,10.20.0.0/16,"192.0.2.8, 192.0.2.9",tcp,3128 8080-8088\r\n\r\ndeny,any,any,,\r\n';
    expect(importCsv(text)).toEqual({
      policy: {
        rules: [
          {
            action: 'allow',
            from: '10.20.0.0/16',
            to: ['192.0.2.8', '192.0.2.9'],
            protocol: 'tcp',
            ports: [3128, '8080-8088'],
          },
          { action: 'deny', from: 'any', to: 'any', protocol: 'tcp' },
        ],
        default: 'deny',
      },
      found: 2,
      kept: 2,
      remarks: [],
    });
  });

  test('reads a header in any order, with other words for the same', () => {
    const text =
      'Name;Action;Source;Destination;Proto;Port;Comment;Owner\nweb;PERMIT;*;proxy.corp.example;TCP/UDP;80:88;old, "but" used;ops\n';
    expect(importCsv(text).policy.rules).toEqual([
      {
        id: 'web',
        action: 'allow',
        from: 'any',
        to: 'proxy.corp.example',
        protocol: ['tcp', 'udp'],
        ports: '80-88',
        note: 'old, "but" used',
      },
    ]);
  });

  test('uses the zones and groups of the policy that it goes into', () => {
    const { policy, kept } = importCsv('allow,staff,proxies,tcp,3128', CAMPUS);
    expect(kept).toBe(1);
    expect(policy.zones).toEqual(CAMPUS.zones);
    expect(parsed(policy).rules).toHaveLength(1);
  });

  test('says line by line what was left out or weakened, and why', () => {
    const lines = [
      'allow,10.0.0.1/8,any,tcp,80',
      'maybe,any,any,tcp,80',
      'allow,any,any,icmp,',
      'allow,any,any,tcp,0',
      'allow,any,any,tcp,90-80',
      'allow,lobby,any,tcp,80',
      'allow,a.example,any,tcp,80',
      'allow,any,"any\nany",ip,80',
      'allow,any',
    ];
    const { policy, found, kept, remarks } = importCsv(lines.join('\n'));
    expect([found, kept, policy.rules?.length]).toEqual([9, 1, 1]);
    expect(remarks.map(({ at, effect, reason }) => [at, effect, reason.slice(0, 34)])).toEqual([
      ['line 1', 'left-out', 'expected the first address of the '],
      ['line 2', 'left-out', 'expected an action: allow or deny;'],
      ['line 3', 'left-out', 'expected tcp or udp: policies spea'],
      ['line 4', 'left-out', 'expected ports from 1 to 65535, an'],
      ['line 5', 'left-out', 'expected ports from 1 to 65535, an'],
      ['line 6', 'left-out', 'expected a zone or a group of this'],
      ['line 7', 'left-out', 'expected addresses in "from": a fi'],
      ['line 8', 'weakened', 'only tcp and udp are kept of all p'],
      ['line 10', 'left-out', 'expected an entry in "to": any, wh'],
    ]);
    expect(remarks[0]?.text).toBe('allow, 10.0.0.1/8, any, tcp, 80');
  });

  test.each([
    ['allow,",",any,tcp,80', 'no entry in from'],
    ['allow,any,any,"/",80', 'no entry in protocol'],
    ['allow,any,any,tcp,","', 'no entry in ports, which must not become all ports'],
    ['constructor,any,any,tcp,80', 'an inherited name as action'],
    ['allow,any,any,constructor,80', 'an inherited name as protocol'],
    ['allow,any,any,__proto__,80', 'an inherited name as protocol'],
  ])('leaves %j out: %s', (text) => {
    const { kept, remarks } = importCsv(text);
    expect({ kept, effects: remarks.map(({ effect }) => effect) }).toEqual({ kept: 0, effects: ['left-out'] });
  });

  test('makes a policy of any text at all, and counts every record', () => {
    const cell = fc.constantFrom(
      'allow',
      'deny',
      'any',
      '10.0.0.0/8',
      '"',
      '""x"',
      'tcp',
      '80',
      ',',
      '\n',
      '\r\n',
      ';',
      ' ',
      '#',
      '\u0000',
      'constructor',
      'action',
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (parts) => {
        const { policy, found, kept, remarks } = importCsv(parts.join(''));
        expect(Policy.safeParse(policy).success).toBe(true);
        expect(parsed(policy).rules).toHaveLength(kept);
        expect(remarks.filter(({ effect }) => effect === 'left-out')).toHaveLength(found - kept);
      }),
      { numRuns: 300 },
    );
  });
});

/** A rule set as nft prints it. */
function ruleset(...rules: object[]): object {
  const place = { family: 'inet', table: 'filter' };
  return {
    nftables: [
      { metainfo: { json_schema_version: 1 } },
      { table: { family: 'inet', name: 'filter' } },
      { chain: { ...place, name: 'in', type: 'filter', hook: 'input', prio: 0, policy: 'drop' } },
      { chain: { ...place, name: 'fwd', type: 'filter', hook: 'forward', prio: 0, policy: 'drop' } },
      { chain: { ...place, name: 'web' } },
      {
        set: {
          ...place,
          name: 'proxies',
          type: 'ipv4_addr',
          elem: ['192.0.2.8', { range: ['192.0.2.16', '192.0.2.31'] }],
        },
      },
      ...rules.map((rule, at) => ({ rule: { ...place, chain: 'fwd', handle: at + 1, ...rule } })),
    ],
  };
}

const match = (protocol: string, field: string, right: unknown, op = '==') => ({
  match: { op, left: { payload: { protocol, field } }, right },
});

describe('importNft', () => {
  test('reads addresses, sets, negations and ports, and the policy of the chain', () => {
    const imported = importNft(
      ruleset(
        {
          expr: [
            { match: { op: 'in', left: { ct: { key: 'state' } }, right: ['established', 'related'] } },
            { accept: null },
          ],
        },
        {
          comment: 'proxy',
          expr: [
            match('ip', 'saddr', { prefix: { addr: '10.20.0.0', len: 16 } }),
            match('ip', 'daddr', '@proxies'),
            match('tcp', 'dport', { set: [3128, { range: [8080, 8088] }] }),
            { counter: {} },
            { accept: null },
          ],
        },
        {
          expr: [
            match('ip6', 'daddr', { prefix: { addr: '::', len: 1 } }, '!='),
            match('udp', 'dport', 53, '!='),
            { drop: null },
          ],
        },
      ),
    );
    expect(imported?.policy).toEqual({
      rules: [
        {
          id: 'proxy',
          action: 'allow',
          from: '10.20.0.0/16',
          to: ['192.0.2.8', '192.0.2.16/28'],
          protocol: 'tcp',
          ports: [3128, '8080-8088'],
        },
        { action: 'deny', from: '::/0', to: '8000::/1', protocol: 'udp', ports: ['1-52', '54-65535'] },
      ],
      default: 'deny',
    });
    expect(imported?.remarks).toEqual([
      {
        at: 'inet filter in',
        text: 'hook input',
        effect: 'left-out',
        reason: 'only one base chain becomes a policy, here inet filter fwd',
      },
      {
        at: 'inet filter fwd, handle 1',
        text: expect.stringContaining('established'),
        effect: 'no-loss',
        reason: 'it is not about new connections, and what belongs to one follows it',
      },
    ]);
  });

  test('follows jumps under the condition of the jump', () => {
    const imported = importNft(
      ruleset(
        { expr: [match('ip', 'saddr', '10.0.0.1'), { jump: { target: 'web' } }] },
        { chain: 'web', expr: [match('tcp', 'dport', 80), { accept: null }] },
        { chain: 'web', expr: [{ return: null }] },
      ),
    );
    expect(imported?.policy.rules).toEqual([
      { action: 'allow', from: '10.0.0.1', to: '0.0.0.0/0', protocol: 'tcp', ports: 80 },
    ]);
    expect(imported?.remarks.slice(1).map(({ effect, reason }) => `${effect}: ${reason}`)).toEqual([
      'no-loss: the rules of the chain web stand in its place',
    ]);
  });

  test('says of every rule that is found and not kept why, also of those that are no loss', () => {
    const state = (right: unknown) => ({ match: { op: 'in', left: { ct: { key: 'state' } }, right } });
    const protocol = { match: { op: '==', left: { meta: { key: 'l4proto' } }, right: 'icmp' } };
    const imported = importNft(
      ruleset(
        { expr: [state(['established', 'related']), { accept: null }] },
        { expr: [state('invalid'), { drop: null }] },
        { expr: [{ counter: {} }] },
        { expr: [protocol, { accept: null }] },
        { expr: [match('ip', 'saddr', '10.0.0.1'), { jump: { target: 'web' } }] },
        { expr: [match('ip', 'saddr', '10.0.0.2'), { jump: { target: 'web' } }] },
        { chain: 'web', expr: [match('ip6', 'daddr', '::1'), { drop: null }] },
        { expr: [{ limit: { rate: 5, per: 'second' } }, { accept: null }] },
        { expr: [match('tcp', 'dport', 80), { accept: null }] },
      ),
    );
    expect([imported?.found, imported?.kept]).toEqual([10, 1]);
    expect(imported?.remarks.slice(1).map(({ at, effect, reason }) => `${at.slice(12)}: ${effect}: ${reason}`)).toEqual(
      [
        'fwd, handle 1: no-loss: it is not about new connections, and what belongs to one follows it',
        'fwd, handle 2: no-loss: it is not about new connections, and what belongs to one follows it',
        'fwd, handle 3: no-loss: it lets nothing pass and holds nothing up',
        'fwd, handle 4: no-loss: no flow of tcp or udp that comes here matches it',
        'fwd, handle 5: no-loss: the rules of the chain web stand in its place',
        'web, handle 7: no-loss: no flow of tcp or udp that comes here matches it',
        'fwd, handle 6: no-loss: the rules of the chain web stand in its place',
        'fwd, handle 8: left-out: the statement limit is not understood',
      ],
    );
  });

  test('takes names that objects inherit for statements and fields that it does not know', () => {
    const imported = importNft(
      ruleset({ expr: [{ constructor: null }] }, { expr: ['toString'] }, { expr: [match('constructor', '', 1)] }),
    );
    expect(imported?.policy.rules).toEqual([]);
    expect(imported?.remarks.slice(1)).toHaveLength(3);
  });

  test('says what it does not understand, by handle', () => {
    const imported = importNft(
      ruleset(
        { expr: [{ match: { op: '==', left: { meta: { key: 'iifname' } }, right: 'eth0' } }, { accept: null }] },
        { expr: [{ limit: { rate: 5, per: 'second' } }, { accept: null }] },
        { expr: [match('ip', 'daddr', '@gone'), { accept: null }] },
        { expr: [{ goto: { target: 'web' } }] },
        { expr: [match('ip', 'saddr', '10.0.0.1'), { jump: { target: 'web' } }] },
        { chain: 'web', expr: [match('tcp', 'dport', 80), { return: null }] },
        { chain: 'web', expr: [{ accept: null }] },
        { expr: [match('tcp', 'dport', 80, '<'), { accept: null }] },
      ),
    );
    expect(imported?.policy.rules).toEqual([]);
    expect(imported?.remarks.slice(1).map(({ at, reason }) => `${at}: ${reason}`)).toEqual([
      'inet filter fwd, handle 1: a match on meta iifname is not understood',
      'inet filter fwd, handle 2: the statement limit is not understood',
      'inet filter fwd, handle 3: what ip daddr is compared with is not understood',
      'inet filter fwd, handle 4: goto is not understood: what follows depends on where it was called from; without it the policy may allow more',
      'inet filter fwd, handle 5: a chain that returns under a condition is not understood; without it the policy may allow more',
      'inet filter fwd, handle 8: the comparison < is not understood',
    ]);
  });

  test('never lets a table of one family speak for the other, nor a chain that is called for what it leaves open', () => {
    const of = (family: string, more: object) => {
      const place = { family, table: 'f' };
      const chain = { chain: { ...place, name: 'c', type: 'filter', hook: 'forward', prio: 0, ...more } };
      const imported = importNft({ nftables: [chain] }, { family, table: 'f', name: 'c' }) ?? expect.fail();
      const { rules = [], default: end } = imported.policy;
      return [rules.map(({ to }) => to), end, imported.remarks.map(({ at, effect }) => `${at} ${effect}`)];
    };
    expect(of('ip', { policy: 'accept' })).toEqual([['0.0.0.0/0'], 'deny', ['IPv6 left-out']]);
    expect(of('ip6', { policy: 'accept' })).toEqual([['::/0'], 'deny', ['IPv4 left-out']]);
    expect(of('ip', { policy: 'drop' })).toEqual([[], 'deny', ['IPv6 left-out']]);
    expect(of('inet', { policy: 'accept' })).toEqual([[], 'allow', []]);
    expect(of('inet', { hook: undefined })).toEqual([[], 'deny', ['inet f c weakened']]);
  });

  test('ends where chains come to more rules than anybody reads', () => {
    const place = { family: 'inet', table: 'f' };
    const names = Array.from({ length: 12 }, (_, k) => `c${k}`);
    const chains = names.map((name, k) => ({
      chain: { ...place, name, ...(k === 0 ? { type: 'filter', hook: 'forward' } : {}) },
    }));
    const jumps = names
      .slice(0, -1)
      .flatMap((chain, k) =>
        Array.from({ length: 8 }, () => ({ rule: { ...place, chain, expr: [{ jump: { target: `c${k + 1}` } }] } })),
      );
    const imported = importNft({ nftables: [...chains, ...jumps] }) ?? expect.fail();
    const lost = imported.remarks.filter(({ effect }) => effect !== 'no-loss');
    expect(lost.map(({ reason }) => reason)).toEqual([expect.stringContaining('more than 20000 rules')]);
    expect(imported.remarks.length).toBeLessThan(200);
  });

  test('is null for what is no rule set, and where there is no such chain', () => {
    for (const json of [null, 7, {}, { nftables: 1 }, { nftables: [] }]) expect(importNft(json)).toBeNull();
    expect(importNft(ruleset(), { family: 'ip', table: 'filter', name: 'fwd' })).toBeNull();
    expect(importNft(ruleset(), { family: 'inet', table: 'filter', name: 'in' })?.policy.default).toBe('deny');
  });
});

describe('what nft says of an exported policy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-import-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  testWith(UNSHARE, NFT)(
    'imports as the same policy',
    () => {
      const exporter = exporterOf('nftables') ?? expect.fail();
      let compared = 0;
      for (const policy of fc.sample(generatedPolicy, { numRuns: 25, seed: 11 })) {
        const { text } = renderExport(exporter, policyPlan(parsed(policy), NOW));
        if (text === null) continue;
        const file = join(folder, 'rules.nft');
        writeFileSync(file, text);
        const { stdout } = spawnSync(
          pathOf(UNSHARE),
          ['--net', 'sh', '-c', `${pathOf(NFT)} -f ${file} && ${pathOf(NFT)} -j list ruleset`],
          { encoding: 'utf8' },
        );
        const imported = importNft(JSON.parse(stdout)) ?? expect.fail(stdout);
        expect(imported.remarks.filter(({ effect }) => effect !== 'no-loss')).toEqual([]);
        compared++;
        // Rules to names are not in the export, so they are not compared either.
        const named = (peer: string) => peer === 'proxies' || peer.endsWith('.example');
        const before = {
          ...policy,
          rules: (policy.rules ?? []).map((rule) => ({ ...rule, to: withoutNames(policy, [rule.to].flat(), named) })),
        };
        const rules = before.rules.filter(({ to }) => to.length > 0);
        expect(diffPolicies(parsed({ ...before, rules }), parsed(imported.policy), { now: NOW })).toEqual({
          changes: [],
          complete: true,
        });
      }
      expect(compared).toBeGreaterThan(5);
    },
    60_000,
  );
});

/** The addresses that are left of a side without its unknown names. */
function withoutNames(policy: Policy, peers: string[], isNamed: (peer: string) => boolean): string[] {
  const known = Object.values(policy.names ?? {}).flat();
  return peers.flatMap((peer) => {
    if (!isNamed(peer)) return [peer];
    if (peer === 'proxies') return ['10.4.0.8', '10.4.0.9'];
    return peer === 'a.corp.example' ? [] : known;
  });
}
