/** Cases of conformance: address literals, resolved names, the client's own address. */
import type { Case } from '../case.ts';

export const ADDRESS_CASES: readonly Case[] = [
  {
    name: 'ranges of literals, edges included, families apart',
    profile: {
      rules: [
        { when: { cidr: ['10.0.0.0/8', '192.168.7.0/24', '0.0.0.0', '255.255.255.255'] }, use: 'direct' },
        { when: { cidr: ['fd00::/8', '::1', 'ffff::/16'] }, use: 'open' },
        { when: { cidr: '0.0.0.0/0' }, use: 'block' },
      ],
    },
    expected: [
      ['direct', 'http://10.0.0.0/'],
      ['direct', 'http://10.255.255.255/'],
      ['block', 'http://9.255.255.255/'],
      ['block', 'http://11.0.0.0/'],
      ['direct', 'http://192.168.7.0/'],
      ['block', 'http://192.168.6.255/'],
      ['block', 'http://192.168.8.0/'],
      ['direct', 'http://0.0.0.0/'],
      ['direct', 'http://255.255.255.255/'],
      ['open', 'http://[::1]/'],
      ['open', 'http://[0:0:0:0:0:0:0:1]/'],
      ['open', 'http://[FD00::]/'],
      ['open', 'http://[fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]/'],
      ['closed', 'http://[fe00::]/'],
      ['open', 'http://[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]/'],
      ['closed', 'http://[::]/'],
      ['closed', 'http://[::ffff:10.0.0.1]/'],
      ['closed', 'http://10.0.0.1.example/'],
    ],
  },
  {
    name: 'what URL parsers read as an address is one',
    profile: { rules: [{ when: { cidr: '127.0.0.0/8' }, use: 'direct' }] },
    expected: [
      ['direct', 'http://0x7f.1/'],
      ['direct', 'http://2130706433/'],
      ['direct', 'http://0177.0.0.1/'],
      ['direct', 'http://127.1/'],
      ['direct', 'http://127.0.0.1./'],
      ['closed', 'http://8.8.8.8/'],
      ['closed', 'foo://0x7f.1/'],
      ['closed', 'foo://0177.0.0.1/'],
      ['direct', 'foo://127.0.0.1/'],
    ],
  },
  {
    name: 'nested and overlapping ranges of different rules: the first rule wins',
    profile: {
      rules: [
        { when: { cidr: '10.1.0.0/16' }, use: 'http' },
        { when: { cidr: ['10.0.0.0/8', '10.1.2.0/24', '2001:db8::/32'] }, use: 'direct' },
        { when: { cidr: ['10.1.2.3', '11.0.0.0/8', '2001:db8:1::/48', '2001::/16'] }, use: 'block' },
      ],
    },
    expected: [
      ['http', 'http://10.1.2.3/'],
      ['direct', 'http://10.2.2.3/'],
      ['block', 'http://11.1.2.3/'],
      ['closed', 'http://12.1.2.3/'],
      ['direct', 'http://[2001:db8:1::1]/'],
      ['block', 'http://[2001:db9::1]/'],
    ],
  },
  {
    name: 'a hundred ranges and more',
    profile: {
      rules: [
        { when: { cidr: Array.from({ length: 200 }, (_, at) => `172.${at}.${at % 7}.0/24`) }, use: 'direct' },
        { when: { cidr: Array.from({ length: 90 }, (_, at) => `172.${at * 2}.0.0/15`) }, use: 'open' },
        {
          when: { cidr: Array.from({ length: 90 }, (_, at) => `2001:db8:${(at * 3).toString(16)}::/48`) },
          use: 'http',
        },
      ],
    },
    expected: [
      ['direct', 'http://172.0.0.255/'],
      ['open', 'http://172.0.1.0/'],
      ['direct', 'http://172.8.1.9/'],
      ['open', 'http://172.8.2.9/'],
      ['open', 'http://172.179.255.255/'],
      ['direct', 'http://172.199.3.1/'],
      ['closed', 'http://172.199.4.0/'],
      ['closed', 'http://171.255.255.255/'],
      ['closed', 'http://173.0.0.0/'],
      ['http', 'http://[2001:db8:0:ffff::]/'],
      ['closed', 'http://[2001:db8:1::]/'],
      ['http', 'http://[2001:db8:10b::1]/'],
      ['closed', 'http://[2001:db8:10e::1]/'],
    ],
  },
  {
    name: 'resolve: literals as they are, names as the client’s DNS has them',
    profile: {
      rules: [
        { when: { domain: 'never-asked.example' }, use: 'open' },
        { when: { cidr: ['10.0.0.0/8', 'fd00::/8'], resolve: true }, use: 'direct' },
        { when: { not: { cidr: '192.0.2.0/24', resolve: true } }, use: 'http' },
      ],
    },
    expected: [
      ['open', { url: 'http://never-asked.example/', dns: { 'never-asked.example': '10.0.0.1' } }],
      ['direct', { url: 'http://a.example/', dns: { 'a.example': '10.0.0.1' } }],
      ['direct', { url: 'https://A.Example.:8443/', dns: { 'a.example': '10.0.0.1' } }],
      ['closed', { url: 'http://a.example/', dns: { 'a.example': '192.0.2.1' } }],
      ['http', { url: 'http://a.example/', dns: { 'a.example': null } }],
      ['http', { url: 'http://a.example/', dns: { 'a.example': ['fd00::1'] } }],
      ['http', 'http://constructor/'],
      ['direct', 'http://10.9.9.9/'],
      ['direct', 'http://[fd00::1]/'],
      ['http', 'http://[fe00::1]/'],
      ['closed', 'http://192.0.2.200/'],
    ],
  },
  {
    name: 'the client’s own address',
    profile: {
      rules: [
        { when: { client: '10.20.0.0/16', domain: 'lab.example' }, use: 'open' },
        { when: { client: ['2001:db8:20::/48', '127.0.0.0/8'] }, use: 'direct' },
        { when: { not: { client: ['10.0.0.0/8', '::/0'] } }, use: 'block' },
      ],
    },
    expected: [
      ['open', { url: 'https://lab.example/', client: '10.20.255.255' }],
      ['closed', { url: 'https://lab.example/', client: '10.21.0.0' }],
      ['closed', { url: 'https://other.example/', client: '10.20.0.1' }],
      ['direct', { url: 'https://other.example/', client: '2001:db8:20:ffff::1' }],
      ['closed', { url: 'https://other.example/', client: '2001:db8:21::1' }],
      ['block', { url: 'https://other.example/', client: '192.0.2.1' }],
      ['direct', 'https://other.example/'],
    ],
  },
];
