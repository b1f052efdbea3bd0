/** Cases of conformance: rule lists, with layers and exceptions, several in one key, beside other keys and inside groups. */
import type { Case } from '../case.ts';

const ADS = ['adblock', '||ads.example^\n@@||good.ads.example^\n||bad.good.ads.example^\n||192.0.2.0^'] as const;
const LAB = [
  'switchy',
  '[SwitchyOmega Conditions]\n*.c.b.example\n!*.b.example\n*.example\nIp: 10.0.0.0/8\n!Ip: 2001:db8::/32',
] as const;

export const LIST_CASES: readonly Case[] = [
  {
    name: 'a list of names, ranges and patterns',
    lists: {
      mixed: [
        'clash',
        'DOMAIN-SUFFIX,a.example\nDOMAIN,b.example\nDOMAIN-KEYWORD,track\nIP-CIDR,10.0.0.0/8\n+.c.example',
      ],
    },
    profile: { rules: [{ when: { list: 'mixed' }, use: 'direct' }] },
    expected: [
      ['direct', 'http://a.example/'],
      ['direct', 'https://www.a.example:8443/'],
      ['closed', 'http://xa.example/'],
      ['direct', 'http://b.example/'],
      ['closed', 'http://www.b.example/'],
      ['direct', 'http://x.tracker.test/'],
      ['direct', 'http://10.1.2.3/'],
      ['closed', 'http://11.1.2.3/'],
      ['direct', 'http://c.example/'],
    ],
  },
  {
    name: 'an exception of a list is a no: the next rule is tried',
    lists: { ads: ADS },
    profile: {
      rules: [
        { when: { list: 'ads' }, use: 'block' },
        { when: { domain: 'good.ads.example' }, use: 'direct' },
      ],
    },
    expected: [
      ['block', 'http://ads.example/'],
      ['block', 'http://x.ads.example/'],
      ['direct', 'http://good.ads.example/'],
      ['direct', 'http://bad.good.ads.example/'],
      ['block', 'http://192.0.2.0/'],
      ['closed', 'http://192.0.2.1/'],
      ['closed', 'http://example/'],
    ],
  },
  {
    name: 'layers of a list: the first line that matches decides',
    lists: { lab: LAB },
    profile: { rules: [{ when: { list: 'lab' }, use: 'direct' }] },
    expected: [
      ['direct', 'http://x.c.b.example/'],
      ['closed', 'http://b.example/'],
      ['closed', 'http://y.b.example/'],
      ['direct', 'http://example/'],
      ['direct', 'http://10.0.0.1/'],
      ['closed', 'http://[2001:db8::1]/'],
    ],
  },
  {
    name: 'several lists in one key are asked one by one',
    lists: { ads: ADS, more: ['domains', 'good.ads.example\n*.below.example'] },
    profile: { rules: [{ when: { list: ['ads', 'more'] }, use: 'block' }] },
    expected: [
      ['block', 'http://good.ads.example/'],
      ['block', 'http://x.ads.example/'],
      ['closed', 'http://below.example/'],
      ['block', 'http://x.below.example/'],
    ],
  },
  {
    name: 'a list beside other keys',
    lists: { ads: ADS },
    profile: { rules: [{ when: { list: 'ads', scheme: 'http', port: [80, 8080] }, use: 'block' }] },
    expected: [
      ['block', 'http://ads.example:8080/'],
      ['closed', 'http://ads.example:81/'],
      ['closed', 'https://ads.example/'],
      ['closed', 'http://good.ads.example/'],
    ],
  },
  {
    name: 'not a list, and lists inside groups',
    lists: { ads: ADS, lab: LAB, none: ['domains', '# nothing yet'] },
    profile: {
      rules: [
        { when: { any: [{ list: 'none' }, { all: [{ list: 'lab' }, { not: { list: 'ads' } }] }] }, use: 'direct' },
        { when: { not: { list: ['lab', 'none'] } }, use: 'open' },
      ],
    },
    expected: [
      ['direct', 'http://www.example/'],
      ['closed', 'http://ads.example/'],
      ['direct', 'http://good.ads.example/'],
      ['open', 'http://b.example/'],
      ['open', 'http://other.test/'],
      ['direct', 'http://10.2.3.4/'],
      ['open', 'http://192.0.2.0/'],
    ],
  },
  {
    name: 'lists between rules on names, the first that matches deciding',
    lists: { cn: ['domains', 'cn\nexample.com'], ads: ADS },
    profile: {
      rules: [
        { when: { domain: 'a.cn' }, use: 'open' },
        { when: { list: 'ads' }, use: 'block' },
        { when: { list: 'cn' }, use: 'direct' },
        { when: { domain: ['com', 'b.cn'] }, use: 'mixed' },
      ],
    },
    expected: [
      ['open', 'http://x.a.cn/'],
      ['direct', 'http://b.cn/'],
      ['direct', 'http://cn/'],
      ['direct', 'http://www.example.com/'],
      ['mixed', 'http://example2.com/'],
      ['block', 'http://ads.example/'],
    ],
  },
];
