/**
 * Do exported rules do to real connections what the policy says? Each export is loaded into a gateway in namespaces of
 * its own, between a client and a server, and every flow is tried. Rejected flows must be told, not left hanging.
 */
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import { hostPlan, openingsPlan, policyPlan } from '../../../worker/core/firewall/exports/make-plan.ts';
import type { ExportPlan } from '../../../worker/core/firewall/exports/plan.ts';
import { exporterOf, renderExport } from '../../../worker/core/firewall/exports/table.ts';
import { openingsFor } from '../../../worker/core/firewall/questions/openings.ts';
import { proxyGoal } from '../../../worker/core/firewall/questions/reach.ts';
import { needPrograms, type ProgramFound } from '../../programs.ts';
import { IP, UNSHARE } from '../../support/namespace.ts';
import { type Gateway, openGateway } from './behaviour/gateway.ts';
import type { Job, TriedFlow } from './behaviour/network.ts';
import { oracleVerdict } from './oracle.ts';
import { parsed } from './parsed.ts';
import { DBUS_DAEMON, FIREWALLD, IP6TABLES_RESTORE, IPTABLES_RESTORE, NFT, UFW } from './programs.ts';

const NOW = 0;
/** What every job needs: namespaces, and nft to clear up. */
const ALWAYS = [UNSHARE, IP, NFT];

/** Both families, nested zones, a group, both protocols, exceptions before and behind, more ports than multiport takes. */
const POLICIES: Readonly<Record<string, Policy>> = {
  'denies by default': {
    zones: {
      staff: { networks: ['10.20.0.0/16', '2001:db8:20::/48'] },
      lab: { networks: ['10.20.8.0/24'] },
    },
    groups: { proxies: ['192.0.2.8/29', '192.0.2.20', '2001:db8:4::8'] },
    rules: [
      { id: 'lab-blocked', action: 'deny', from: 'lab', to: 'proxies', ports: 8080 },
      { id: 'staff-proxy', action: 'allow', from: ['staff', 'lab'], to: 'proxies', ports: [3128, '8080-8088'] },
      { id: 'resolver', action: 'allow', from: 'any', to: '192.0.2.20', protocol: ['udp', 'tcp'], ports: 53 },
      {
        id: 'many-ports',
        action: 'allow',
        from: '10.99.0.0/24',
        to: ['192.0.2.9', '192.0.2.64/26'],
        ports: [81, 83, 85, 87, 89, 91, 93, '95-97', 101, 103, 105, 107, 109, 111, '113-115', 3128],
      },
    ],
  },
  'allows by default': {
    rules: [
      { action: 'allow', from: '10.20.1.1', to: '192.0.2.9' },
      { action: 'deny', from: '10.20.0.0/16', to: '192.0.2.0/24', protocol: ['tcp', 'udp'] },
      { action: 'deny', from: 'any', to: '::/0', ports: '3000-4000' },
      { action: 'allow', from: 'any', to: 'any', ports: 53 },
      { action: 'deny', from: '10.99.0.0/24', to: 'any', protocol: 'udp' },
    ],
    default: 'allow',
  },
};

const FLOWS: readonly TriedFlow[] = [
  '10.20.1.1',
  '10.20.8.1',
  '10.99.0.1',
  '10.99.1.1',
  '2001:db8:20::1',
  '2001:db8:99::1',
].flatMap((src) =>
  ['192.0.2.9', '192.0.2.20', '192.0.2.65', '203.0.113.1', '2001:db8:4::8', '2001:db8:5::1'].flatMap((dst) =>
    src.includes(':') === dst.includes(':')
      ? (['tcp', 'udp'] as const).flatMap((protocol) =>
          [53, 81, 114, 3128, 8080, 8088].map((port) => ({ src, dst, protocol, port })),
        )
      : [],
  ),
);

/** How a format is put in place: its files and commands. */
interface Backend {
  readonly formats: readonly string[];
  readonly needs: readonly ProgramFound[];
  readonly load: (texts: Readonly<Record<string, string>>) => Omit<Job, 'at' | 'flows'>;
  /** What a rejected client is told, by its system's names for it. */
  readonly rejects: readonly string[];
}

const ADMINISTRATIVE = ['EHOSTUNREACH', 'EACCES'];

const BACKENDS: Readonly<Record<string, Backend>> = {
  nftables: {
    formats: ['nftables'],
    needs: [],
    load: ({ nftables = '' }) => ({
      files: { '/run/p.nft': nftables },
      commands: [
        ['nft', '-f', '/run/p.nft'],
        ['nft', '-f', '/run/p.nft'],
      ],
    }),
    rejects: ADMINISTRATIVE,
  },
  iptables: {
    formats: ['iptables', 'ip6tables'],
    needs: [IPTABLES_RESTORE, IP6TABLES_RESTORE],
    load: ({ iptables = '', ip6tables = '' }) => ({
      files: { '/run/p4': iptables, '/run/p6': ip6tables },
      commands: [
        ['iptables-restore', '--noflush', '/run/p4'],
        ['ip6tables-restore', '--noflush', '/run/p6'],
        ['iptables', '-I', 'FORWARD', '-j', 'PORTOLAN'],
        ['ip6tables', '-I', 'FORWARD', '-j', 'PORTOLAN'],
        ['iptables-restore', '--noflush', '/run/p4'],
      ],
    }),
    rejects: ADMINISTRATIVE,
  },
  ufw: {
    formats: ['ufw'],
    needs: [UFW],
    load: ({ ufw = '' }) => ({
      files: { '/run/p.sh': ufw },
      commands: [
        ['ufw', '--force', 'reset'],
        ['ufw', '--force', 'enable'],
        ['sh', '/run/p.sh'],
      ],
    }),
    // ufw resets tcp and calls udp ports unreachable.
    rejects: ['ECONNREFUSED'],
  },
  firewalld: {
    formats: ['firewalld'],
    needs: [FIREWALLD, DBUS_DAEMON],
    load: ({ firewalld = '' }) => ({
      files: { '/run/p.sh': firewalld },
      daemons: [
        ['sh', '-c', 'mkdir -p /run/dbus && exec dbus-daemon --system --nofork --nopidfile'],
        ['sh', '-c', 'until [ -S /run/dbus/system_bus_socket ]; do sleep 0.1; done; exec firewalld --nofork --nopid'],
      ],
      commands: [
        ['sh', '-c', 'n=0; until firewall-cmd --state; do sleep 0.2; n=$((n+1)); [ $n -lt 100 ]; done'],
        ['sh', '/run/p.sh'],
      ],
    }),
    rejects: ADMINISTRATIVE,
  },
};

let opened: Promise<Gateway> | undefined;
const gateway = () => {
  opened ??= openGateway(['/etc/ufw', '/etc/default', '/etc/firewalld'].filter((folder) => existsSync(folder)));
  return opened;
};
afterAll(async () => (await opened)?.close());

function textsOf({ formats }: Backend, plan: ExportPlan): Record<string, string> {
  return Object.fromEntries(
    formats.map((format) => {
      const exporter = exporterOf(format) ?? expect.fail(format);
      const { text, findings } = renderExport(exporter, plan);
      return [format, text ?? expect.fail(JSON.stringify(findings))];
    }),
  );
}

async function tried(job: Job): Promise<readonly string[]> {
  const { endings, error } = await (await gateway()).perform(job);
  expect(error).toBeUndefined();
  return endings;
}

function inWords({ src, dst, protocol, port }: TriedFlow, ending: string): string {
  return `${src} → ${dst} ${protocol}/${port} ${ending}`;
}

describe('exported rules in a gateway', () => {
  for (const [name, backend] of Object.entries(BACKENDS)) {
    for (const [kind, policy] of Object.entries(POLICIES)) {
      test(`${name}, a policy that ${kind}: each connection ends as the policy says`, async (context) => {
        needPrograms(context, [...ALWAYS, ...backend.needs]);
        const texts = textsOf(backend, policyPlan(parsed(policy), NOW));
        const endings = await tried({ at: 'gateway', ...backend.load(texts), flows: FLOWS });
        const found = FLOWS.map((flow, f) => inWords(flow, wordFor(endings[f] ?? '', backend)));
        const wanted = FLOWS.map((flow) => inWords(flow, oracleVerdict(policy, { ...flow, host: null }).action));
        expect(found).toEqual(wanted);
      }, 240_000);
    }
  }
});

/** `allow` and `deny` as a client sees them; anything else is shown as it is. */
function wordFor(ending: string, { rejects }: Backend): string {
  if (ending === 'open') return 'allow';
  return rejects.includes(ending) ? 'deny' : ending;
}

describe('exported openings in front of other rules', () => {
  const policy = POLICIES['denies by default'] ?? {};
  const goals = [
    { host: '192.0.2.9', port: 81 },
    { host: '2001:db8:4::8', port: 53 },
  ];
  const wishes = (checked: ReturnType<typeof parsed>) =>
    goals.map((proxy, at) => ({ zone: 'staff', goal: proxyGoal(checked, `p${at}`, proxy) }));
  const shutTable =
    'table inet filter {\n  chain forward {\n    type filter hook forward priority 0\n    ct state established,related accept\n    meta l4proto { tcp, udp } reject with icmpx type admin-prohibited\n  }\n}\n';

  for (const name of ['nftables', 'iptables']) {
    test(`${name}: what is needed opens, and nothing else`, async (context) => {
      const backend = BACKENDS[name] ?? expect.fail(name);
      needPrograms(context, [...ALWAYS, ...backend.needs]);
      const checked = parsed(policy);
      const { openings } = openingsFor(checked, wishes(checked), { now: NOW });
      const job = backend.load(textsOf(backend, openingsPlan(checked, openings)));
      const [first = [], ...rest] = job.commands;
      const doors = name === 'nftables' ? [['nft', '-f', '/run/shut.nft'], first] : [first, ...rest, ...SHUT_IPTABLES];
      const files = { ...job.files, '/run/shut.nft': shutTable };
      const endings = await tried({ at: 'gateway', files, commands: doors, flows: FLOWS });
      const found = FLOWS.filter((_, f) => endings[f] === 'open').map((flow) => inWords(flow, ''));
      const wanted = FLOWS.filter(({ src, dst, protocol, port }) => {
        const isGoal = goals.some((goal) => goal.host === dst && goal.port === port);
        return isGoal && protocol === 'tcp' && ['10.20.1.1', '2001:db8:20::1'].includes(src);
      }).map((flow) => inWords(flow, ''));
      expect(found).toEqual(wanted);
    }, 120_000);
  }
});

const SHUT_IPTABLES = ['iptables', 'ip6tables'].flatMap((tool) => [
  [tool, '-A', 'FORWARD', '-m', 'conntrack', '--ctstate', 'ESTABLISHED', '-j', 'ACCEPT'],
  [tool, '-A', 'FORWARD', '-p', 'tcp', '-j', 'REJECT'],
  [tool, '-A', 'FORWARD', '-p', 'udp', '-j', 'REJECT'],
]);

describe('exported rules for the machine of a proxy', () => {
  const zones = ['staff'];
  const plan = () => hostPlan(parsed(POLICIES['denies by default'] ?? {}), [{ name: 'squid', port: 3128, zones }]);

  for (const name of ['nftables', 'iptables']) {
    test(`${name}: only clients of its zones reach the listener, and other ports stay as they are`, async (context) => {
      const backend = BACKENDS[name] ?? expect.fail(name);
      needPrograms(context, [...ALWAYS, ...backend.needs]);
      const job = backend.load(textsOf(backend, plan()));
      const commands = job.commands.map((argv) => argv.map((word) => (word === 'FORWARD' ? 'INPUT' : word)));
      const endings = await tried({ ...job, commands, at: 'server', flows: FLOWS });
      const shut = FLOWS.filter((_, f) => endings[f] !== 'open').map((flow) => inWords(flow, ''));
      const wanted = FLOWS.filter(
        ({ src, protocol, port }) =>
          protocol === 'tcp' && port === 3128 && !['10.20.1.1', '2001:db8:20::1'].includes(src),
      ).map((flow) => inWords(flow, ''));
      expect(shut).toEqual(wanted);
    }, 120_000);
  }
});
