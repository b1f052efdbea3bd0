/** Which policies are the tests about? Written by hand for what is easily got wrong, and generated from few words. */
import fc from 'fast-check';
import type { FirewallRule, Policy } from '../../../schemas/firewall.ts';

/** The policy of the design: the campus. */
export const CAMPUS: Policy = {
  title: 'Campus egress',
  zones: {
    staff: { networks: ['10.20.0.0/16', '2001:db8:20::/48'], seenAs: ['198.51.100.0/24'] },
    guests: { networks: ['10.99.0.0/16'] },
  },
  groups: { proxies: ['10.4.0.0/24', 'proxy2.corp.example'] },
  rules: [
    { id: 'inside', action: 'allow', from: 'any', to: ['10.0.0.0/8', 'fd00::/8', '*.corp.example'], ports: [80, 443] },
    { id: 'staff-proxy', action: 'allow', from: 'staff', to: 'proxies', protocol: 'tcp', ports: [3128, 8443] },
    { id: 'no-direct', action: 'deny', from: 'any', to: 'any', ports: '1-1023', note: 'no direct browsing' },
  ],
  default: 'deny',
};

const rule = (action: 'allow' | 'deny', from: string, to: string, ports?: FirewallRule['ports']): FirewallRule => ({
  action,
  from,
  to,
  ...(ports === undefined ? {} : { ports }),
});

/** What pairwise checks and careless definitions get wrong, one policy each. */
export const HAND_WRITTEN: Readonly<Record<string, Policy>> = {
  campus: CAMPUS,
  empty: {},
  'a union of two halves shadows a whole': {
    rules: [rule('deny', 'any', '10.0.0.0/9'), rule('deny', 'any', '10.128.0.0/9'), rule('allow', 'any', '10.0.0.0/8')],
  },
  'a union over different axes': {
    rules: [
      rule('allow', '10.0.0.0/9', 'any', '1-32767'),
      rule('deny', '10.0.0.0/9', 'any', '32768-65535'),
      rule('deny', '10.128.0.0/9', 'any'),
      rule('allow', '10.0.0.0/8', '192.0.2.1', 3128),
    ],
  },
  'the deciding rules count, not all that overlap': {
    rules: [
      rule('allow', 'any', '10.0.0.0/8'),
      rule('deny', '10.1.0.0/16', '10.0.0.0/8'),
      rule('allow', '10.1.0.0/16', '10.0.0.0/8'),
    ],
  },
  'removable alone, not together': {
    rules: [
      rule('allow', '10.0.0.0/8', '192.0.2.1', 3128),
      rule('allow', '10.0.0.0/8', '192.0.2.0/24', 3128),
      rule('allow', '10.0.0.0/8', '192.0.2.1', '3128-3129'),
    ],
    default: 'deny',
  },
  'any is both families, 0.0.0.0/0 one': {
    rules: [rule('deny', 'any', '0.0.0.0/0'), rule('allow', 'any', '::/0'), rule('allow', 'any', 'any')],
  },
  'mixed families match nothing': {
    rules: [rule('allow', '10.0.0.0/8', '2001:db8::/32'), rule('allow', 'any', 'any')],
  },
  'nested zones': {
    zones: {
      hq: { networks: ['10.0.0.0/8'] },
      servers: { networks: ['10.1.0.0/16'] },
      dmz: { networks: ['10.1.2.0/24'] },
    },
    rules: [
      rule('deny', 'servers', 'any'),
      rule('allow', 'hq', 'any'),
      rule('deny', 'dmz', 'any'),
      rule('deny', '10.0.0.0/8', 'any'),
    ],
  },
  'names are destinations of their own': {
    rules: [
      rule('deny', 'any', 'bad.corp.example'),
      rule('allow', 'any', '*.corp.example'),
      rule('allow', 'any', 'bad.corp.example'),
      rule('deny', 'any', '10.0.0.0/8'),
      rule('allow', 'any', 'proxy.example.net'),
      rule('deny', 'any', 'any'),
      rule('allow', 'any', 'www.corp.example'),
    ],
  },
  'names with addresses are addresses': {
    names: { 'proxy.corp.example': ['10.4.0.8', '2001:db8:4::8'] },
    rules: [
      rule('deny', 'any', '10.4.0.0/24'),
      rule('allow', 'any', 'proxy.corp.example'),
      rule('allow', 'any', '*.corp.example'),
    ],
  },
  'a denial that only matters for a name': {
    rules: [rule('deny', 'any', '10.0.0.0/8'), rule('allow', 'any', 'proxy.example.net', 3128)],
    default: 'deny',
  },
  'all addresses in two rules are every name': {
    rules: [
      rule('deny', 'any', '0.0.0.0/1'),
      rule('deny', 'any', '128.0.0.0/1'),
      rule('deny', 'any', '::/0'),
      rule('allow', 'any', 'a.example.net'),
    ],
  },
  'disabled and expired': {
    rules: [
      { ...rule('deny', 'any', 'any'), disabled: true },
      { ...rule('deny', 'any', 'any'), expires: '1969-12-31T23:59:59Z' },
      rule('allow', 'any', 'any'),
    ],
  },
  'the last port and the last address': {
    rules: [
      rule('allow', '255.255.255.255', 'any', 65_535),
      rule('allow', 'ffff::/16', 'any', '1-65535'),
      rule('deny', 'any', 'any'),
    ],
    default: 'allow',
  },
};

const SOURCES = ['any', '0.0.0.0/0', '10.20.0.0/16', '10.20.8.0/24', '10.99.0.1', '2001:db8:20::/48', 'staff', 'lab'];
const TARGETS = [
  'any',
  '::/0',
  '10.4.0.0/24',
  '10.4.0.8',
  '10.4.0.9',
  '2001:db8:4::/64',
  'proxies',
  'a.corp.example',
  'b.corp.example',
  '*.corp.example',
  '*.example',
];
const PORTS = ['1-1023', 443, 3128, '3128-8080', '8080-65535'];

const some = (words: readonly string[]) =>
  fc.oneof(fc.constantFrom(...words), fc.subarray([...words], { minLength: 1, maxLength: 3 }));

const generatedRule = fc.record(
  {
    id: fc.constant(undefined),
    action: fc.constantFrom('allow' as const, 'deny' as const),
    from: some(SOURCES),
    to: some(TARGETS),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const, ['tcp' as const, 'udp' as const]),
    ports: fc.oneof(fc.constantFrom(...PORTS), fc.subarray(PORTS, { minLength: 1, maxLength: 2 })),
    disabled: fc.constantFrom(false, false, false, true),
  },
  { requiredKeys: ['action', 'from', 'to'] },
);

/** Small policies over few words, so that rules meet often: both families, nested zones, a group, names of all kinds. */
export const generatedPolicy: fc.Arbitrary<Policy> = fc
  .record({
    rules: fc.array(generatedRule, { minLength: 1, maxLength: 7 }),
    default: fc.constantFrom('allow' as const, 'deny' as const),
    isResolved: fc.boolean(),
  })
  .map(({ rules, default: action, isResolved }) => ({
    zones: {
      staff: { networks: ['10.20.0.0/16', '2001:db8:20::/48'] },
      lab: { networks: ['10.20.8.0/24'] },
    },
    groups: { proxies: ['10.4.0.8', '10.4.0.9', 'a.corp.example'] },
    ...(isResolved ? { names: { 'b.corp.example': ['10.4.0.9'] } } : {}),
    rules: rules.map(({ id: _, ...rest }) => rest as FirewallRule),
    default: action,
  }));
