/** Are the exports what they were, what the tools accept, and exactly what the policy allows? */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import { hostPlan, openingsPlan, policyPlan } from '../../../worker/core/firewall/exports/make-plan.ts';
import type { ExportPlan, Grant } from '../../../worker/core/firewall/exports/plan.ts';
import { EXPORTERS, exporterOf, renderExport } from '../../../worker/core/firewall/exports/table.ts';
import { openingsFor } from '../../../worker/core/firewall/questions/openings.ts';
import { proxyGoal } from '../../../worker/core/firewall/questions/reach.ts';
import { hasService } from '../../../worker/core/firewall/services.ts';
import { inRange, parseAddress } from '../../../worker/core/net/address.ts';
import { type ProgramFound, pathOf, testWith } from '../../programs.ts';
import { UNSHARE } from '../../support/namespace.ts';
import { actionAt, type OracleFlow, oracleOf, oracleZone } from './oracle.ts';
import { parsed } from './parsed.ts';
import { CAMPUS, generatedPolicy } from './policies.ts';
import { FIREWALL_OFFLINE_CMD, IP6TABLES_RESTORE, IPTABLES_RESTORE, NFT, SQUID, UFW } from './programs.ts';

const NOW = 0;
const GOLDEN = join(import.meta.dirname, 'golden');

/** Every kind of set that an export can have to write. */
const EVERYTHING: Policy = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that it is none is what is tried.
  title: 'All "kinds" of $(rules);\n${x} `id` \u2028 \u202e */',
  zones: {
    staff: { networks: ['10.20.0.0/16', '10.21.0.0/17', '2001:db8:20::/48'] },
    lab: { networks: ['10.20.8.0/24'] },
    tills: { networks: ['10.99.0.0/24'] },
  },
  groups: { proxies: ['192.0.2.8', '192.0.2.9', '2001:db8:4::8'], servers: ['198.51.100.0/24', '203.0.113.128/25'] },
  names: { 'proxy.corp.example': ['192.0.2.9'] },
  rules: [
    { id: 'old', action: 'deny', from: 'any', to: 'any', disabled: true },
    { id: 'lab-not-there', action: 'deny', from: 'lab', to: 'proxies', ports: '1-3127' },
    {
      id: 'proxy',
      action: 'allow',
      from: ['staff', 'lab'],
      to: ['proxies', 'proxy.corp.example'],
      ports: [3128, '8080-8088'],
    },
    {
      action: 'allow',
      from: 'tills',
      to: 'servers',
      protocol: ['tcp', 'udp'],
      ports: [53, 443, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, '100-200', 301],
    },
    { id: 'six', action: 'allow', from: '2001:db8::/32', to: '::/0', protocol: 'udp' },
    {
      id: 'everybody',
      action: 'allow',
      from: 'any',
      to: 'any',
      ports: 123,
      protocol: 'udp',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
      note: "it's ${time} `now`\n; rm -rf",
    },
  ],
};

const LISTENERS = [{ name: 'squid', port: 3128, zones: ['staff', 'lab'] }];

function openings(policy: Policy): ExportPlan {
  const checked = parsed(policy);
  const goal = proxyGoal(checked, 'squid', { host: '192.0.2.8', port: 8888 });
  const { openings: found } = openingsFor(
    checked,
    [...checked.zones.keys()].map((zone) => ({ zone, goal })),
    { now: NOW },
  );
  return openingsPlan(checked, found);
}

const PLANS: Readonly<Record<string, () => ExportPlan>> = {
  'campus-policy': () => policyPlan(parsed(CAMPUS), NOW),
  'everything-policy': () => policyPlan(parsed(EVERYTHING), NOW),
  'everything-openings': () => openings(EVERYTHING),
  'everything-host': () => hostPlan(parsed(EVERYTHING), LISTENERS),
};

function textOf(format: string, plan: ExportPlan): string {
  const { text, findings } = renderExport(exporterOf(format) ?? expect.fail(format), plan);
  return text ?? expect.fail(JSON.stringify(findings));
}

/** A policy whose exact set of allowed flows takes more rules than the target has. */
const REFUSED: Readonly<Record<string, readonly string[]>> = { 'everything-policy': ['aws-network-acl'] };

describe('renderExport', () => {
  for (const [name, plan] of Object.entries(PLANS)) {
    for (const exporter of EXPORTERS) {
      const { format, filename } = exporter;
      if (REFUSED[name]?.includes(format)) {
        test(`${format}: ${name} takes more rules than there are, and is refused`, () => {
          const { text, findings } = renderExport(exporter, plan());
          expect(text).toBeNull();
          expect(findings).toContainEqual(expect.objectContaining({ code: 'export.too-large', path: '/zones/tills' }));
        });
        continue;
      }
      test(`${format}: ${name} is the text on record`, () => {
        const path = join(GOLDEN, `${name}.${filename}`);
        const text = textOf(format, plan());
        if (process.env.PORTOLAN_WRITE_GOLDEN === '1') writeFileSync(path, text);
        expect(existsSync(path), `${path} is missing; PORTOLAN_WRITE_GOLDEN=1 writes it`).toBe(true);
        expect(text).toBe(readFileSync(path, 'utf8'));
      });
    }
  }

  test('is the same text each time, in printable ASCII', () => {
    for (const { format } of EXPORTERS) {
      const policy = REFUSED['everything-policy']?.includes(format) ? CAMPUS : EVERYTHING;
      const text = textOf(format, policyPlan(parsed(policy), NOW));
      expect(textOf(format, policyPlan(parsed(policy), NOW))).toBe(text);
      expect(text).toMatch(/^[\n\r -~]*$/);
    }
  });

  test('gives no text where a denial would be lost', () => {
    const policy: Policy = {
      zones: { a: { networks: ['10.0.0.0/8'] } },
      rules: [{ action: 'deny', from: 'any', to: 'bad.example' }],
      default: 'allow',
    };
    for (const exporter of EXPORTERS) {
      const { text, findings } = renderExport(exporter, policyPlan(parsed(policy), NOW));
      if (exporter.format === 'squid') expect(text).toContain('dstdomain -n bad.example\n');
      else {
        expect(text, exporter.format).toBeNull();
        expect(findings).toContainEqual(
          expect.objectContaining({ code: 'export.name-denied', path: '/rules/0/to', found: 'bad.example' }),
        );
      }
    }
  });

  test('says that an allow rule to a name without addresses is left out', () => {
    const { findings } = renderExport(exporterOf('nftables') ?? expect.fail(), policyPlan(parsed(CAMPUS), NOW));
    expect(findings.map(({ code, path }) => [code, path])).toEqual([
      ['export.name-left-out', '/rules/0/to'],
      ['export.name-left-out', '/rules/1/to'],
    ]);
  });

  test('refuses more rules than a target takes', () => {
    const rules = Array.from({ length: 1_001 }, (_, k) => ({
      action: 'allow' as const,
      from: 'any',
      to: `10.0.${k >> 8}.${k & 255}`,
      ports: 80,
    }));
    const { text, findings } = renderExport(
      exporterOf('azure-nsg') ?? expect.fail(),
      policyPlan(parsed({ rules }), NOW),
    );
    expect(text).toBeNull();
    expect(findings.map(({ code }) => code)).toContain('export.too-large');
  });

  test('counts before it writes, and refuses a text that would be too large, with the count', () => {
    const networks = (second: number) => Array.from({ length: 250 }, (_, k) => `10.${second}.${k}.0/25`);
    const rules = [{ action: 'allow' as const, from: networks(1), to: networks(2), ports: [80, 443, '8000-8099'] }];
    const render = (format: string, times: number) =>
      renderExport(
        exporterOf(format) ?? expect.fail(),
        policyPlan(parsed({ zones: { z: { networks: ['10.1.0.0/16'] } }, rules: Array(times).fill(rules[0]) }), NOW),
      );
    for (const format of ['ufw', 'firewalld']) {
      const { text, findings } = render(format, 1);
      expect(text).toBeNull();
      expect(findings).toContainEqual(
        expect.objectContaining({ code: 'export.too-large', path: '/rules', found: '187500 or more' }),
      );
    }
    expect(render('nftables', 1).text).toContain('10.2.249.0/25');
    expect(render('nftables', 200).findings).toMatchObject([{ code: 'export.too-large', severity: 'error' }]);
  });

  test('counts every address on every port where a security group would list them so', () => {
    const group = Array.from({ length: 2_000 }, (_, k) => `10.${k >> 7}.${k & 127}.0/25`);
    const rules = (count: number) =>
      Array.from({ length: count }, (_, k) => ({ action: 'allow' as const, from: 'any', to: 'big', ports: 1 + 2 * k }));
    const render = (format: string, count: number) =>
      renderExport(
        exporterOf(format) ?? expect.fail(format),
        policyPlan(
          parsed({ zones: { z: { networks: ['192.0.2.0/24'] } }, groups: { big: group }, rules: rules(count) }),
          NOW,
        ),
      );
    for (const format of ['aws-security-group', 'aws-terraform']) {
      expect(render(format, 26)).toMatchObject({
        text: null,
        findings: [{ code: 'export.too-large', path: '/rules', found: '52000 or more' }],
      });
      expect(render(format, 25).text?.match(/10\.15\.79\.0\/25/g)).toHaveLength(25);
    }
  });

  test('gives single addresses a prefix where AWS wants one', () => {
    const client = parsed({ zones: { one: { networks: ['10.0.0.1', '2001:db8::1'] } } });
    const host = () => hostPlan(client, [{ name: 'squid', port: 3128, zones: ['one'] }]);
    for (const format of ['aws-security-group', 'aws-terraform', 'aws-network-acl']) {
      for (const plan of [...Object.values(PLANS), host]) {
        const { text } = renderExport(exporterOf(format) ?? expect.fail(format), plan());
        const addresses = text?.match(/"(?:[0-9]+\.){3}[0-9]+[^"]*"|"[0-9a-f:]*::[^"]*"/g) ?? [];
        expect(addresses.filter((address) => !address.includes('/'))).toEqual([]);
        if (plan === host) expect(addresses).toEqual(expect.arrayContaining(['"10.0.0.1/32"', '"2001:db8::1/128"']));
      }
    }
  });

  test('needs zones where the target knows no sources, and tells what it cannot say', () => {
    const codes = (policy: Policy) =>
      renderExport(exporterOf('aws-security-group') ?? expect.fail(), policyPlan(parsed(policy), NOW)).findings.map(
        ({ code }) => code,
      );
    expect(codes({ rules: [{ action: 'allow', from: 'any', to: 'any' }] })).toEqual(['export.no-zones']);
    const zones = { staff: { networks: ['10.0.0.0/8'] } };
    expect(codes({ zones, rules: [{ action: 'allow', from: '10.0.0.0/9', to: '192.0.2.1' }] })).toEqual([
      'export.narrowed',
    ]);
    expect(codes({ zones, default: 'allow' })).toEqual(['export.default-allow']);
  });
});

describe('grants', () => {
  const allows = (grant: Grant, flow: OracleFlow): boolean => {
    const [src, dst] = [parseAddress(flow.src), parseAddress(flow.dst)];
    if (src === null || dst === null || src.family !== grant.family || dst.family !== grant.family) return false;
    const holds = (ranges: Grant['from'], address: typeof src) =>
      ranges === null || ranges.some((range) => inRange(address, range));
    return holds(grant.from, src) && holds(grant.to, dst) && hasService(grant.services, flow.protocol, flow.port);
  };

  test('are exactly the allowed flows to addresses, whatever their order', () => {
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const grants = policyPlan(parsed(policy), NOW).grants() ?? expect.fail();
        const oracle = oracleOf(policy);
        oracle.flows.forEach((flow, f) => {
          if (flow.host !== null) return;
          const isAllowed = actionAt(oracle, oracle.decided[f] ?? -1) === 'allow';
          expect(grants.some((grant) => allows(grant, flow))).toBe(isAllowed);
        });
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('of a zone are exactly what each of its clients is allowed', () => {
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const zones = policyPlan(parsed(policy), NOW).zoneGrants() ?? expect.fail();
        const oracle = oracleOf(policy);
        for (const { zone, grants } of zones) {
          const denied = new Set<string>();
          const own = oracle.flows.flatMap((flow, f) =>
            flow.host === null && oracleZone(policy, flow.src) === zone ? [[flow, f] as const] : [],
          );
          const key = ({ dst, protocol, port }: OracleFlow) => `${dst} ${protocol} ${port}`;
          for (const [flow, f] of own) if (actionAt(oracle, oracle.decided[f] ?? -1) === 'deny') denied.add(key(flow));
          for (const [flow] of own) {
            expect(grants.some((grant) => allows(grant, flow))).toBe(!denied.has(key(flow)));
          }
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('tools accept the exports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-exports-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a tool without a network of the machine's own, on a file. */
  function apart(argv: readonly string[], text = ''): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(pathOf(UNSHARE), ['--net', ...argv], {
      input: text,
      encoding: 'utf8',
    });
    return { status, output: `${stdout}${stderr}` };
  }

  function written(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** The plans on record, and some generated ones. */
  function plans(): ExportPlan[] {
    const generated = fc.sample(generatedPolicy, { numRuns: 12, seed: 7 });
    return [
      ...Object.values(PLANS).map((plan) => plan()),
      ...generated.map((policy) => policyPlan(parsed(policy), NOW)),
    ];
  }

  /** Generated policies may deny names, of which there is no text. */
  function texts(format: string): string[] {
    const exporter = exporterOf(format) ?? expect.fail(format);
    return plans().flatMap((plan) => renderExport(exporter, plan).text ?? []);
  }

  const RESTORES: readonly (readonly [string, ProgramFound])[] = [
    ['iptables', IPTABLES_RESTORE],
    ['ip6tables', IP6TABLES_RESTORE],
  ];
  for (const [format, tool] of RESTORES) {
    testWith(UNSHARE, tool)(`${format}: ${format}-restore --test`, () => {
      for (const text of texts(format))
        expect(apart([pathOf(tool), '--noflush', '--test'], text)).toEqual({ status: 0, output: '' });
    });
  }

  testWith(UNSHARE, NFT)('nftables: nft -c, openings beside the usual table', () => {
    const usual = 'table inet filter {\n  chain forward {\n    type filter hook forward priority filter\n  }\n}\n';
    for (const text of texts('nftables')) {
      const whole = text.includes('insert rule') ? `${usual}${text}` : text;
      expect(apart([pathOf(NFT), '-c', '-f', written('rules.nft', whole)])).toEqual({ status: 0, output: '' });
    }
  });

  testWith(SQUID)(
    'squid: squid -k parse finds nothing to say',
    () => {
      for (const text of texts('squid')) {
        const conf = written('squid.conf', `http_port 127.0.0.1:3128\npid_filename ${folder}/squid.pid\n${text}`);
        const { status, stderr } = spawnSync(pathOf(SQUID), ['-k', 'parse', '-f', conf], { encoding: 'utf8' });
        expect(stderr).not.toMatch(/ERROR|FATAL|WARNING/);
        expect(status).toBe(0);
      }
    },
    60_000,
  );

  testWith(UNSHARE, UFW)(
    'ufw: every line of the script by ufw --dry-run',
    () => {
      for (const plan of Object.values(PLANS)) {
        const script = textOf('ufw', plan()).replaceAll(/^ufw /gm, 'ufw --dry-run ');
        const { status, output } = apart(['sh', written('ufw.sh', script)]);
        expect(output).not.toMatch(/ERROR|Bad|Invalid/);
        expect(status).toBe(0);
      }
    },
    120_000,
  );

  testWith(FIREWALL_OFFLINE_CMD)(
    'firewalld: the script by firewall-offline-cmd, and its check without a warning',
    () => {
      const tool = `${pathOf(FIREWALL_OFFLINE_CMD)} --system-config ${folder}/firewalld`;
      cpSync('/etc/firewalld', join(folder, 'firewalld'), { recursive: true });
      // The same options but for --permanent and --reload, which are about a firewalld that runs.
      const standIn = written('firewall-cmd', `#!/bin/sh\n[ "$1" = --reload ] && exit\nshift\nexec ${tool} "$@"\n`);
      chmodSync(standIn, 0o755);
      const script = written('firewalld.sh', textOf('firewalld', openings(EVERYTHING)));
      const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
      const { status, stdout, stderr } = spawnSync('sh', [script], { encoding: 'utf8', env });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain('success');
      const check = spawnSync('sh', ['-c', `${tool} --check-config`], { encoding: 'utf8' });
      // The status is 0 even where it warns of a port that is none.
      expect(`${check.stdout}${check.stderr}`).toBe('');
    },
    120_000,
  );
});
