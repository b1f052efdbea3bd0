/** Cases of conformance: names, wildcards, single labels, and hosts that trip hash tables and parsers. */
import type { Case } from '../case.ts';

/** 253 characters, the longest name there is. */
const LONGEST = `${'label-of-31-characters-exactly0.'.repeat(7)}twenty-eight-characters.test0`;

export const HOST_CASES: readonly Case[] = [
  {
    name: 'a domain is the name and what is below it, whatever the spelling',
    profile: { rules: [{ when: { domain: ['Corp.Example.', 'münchen.example'] }, use: 'direct' }] },
    expected: [
      ['direct', 'https://corp.example/'],
      ['direct', 'https://CORP.EXAMPLE./'],
      ['direct', 'https://a.b.corp.example/'],
      ['closed', 'https://xcorp.example/'],
      ['closed', 'https://corp.example.org/'],
      ['closed', 'https://example/'],
      ['direct', 'https://www.münchen.example/'],
      ['direct', 'https://xn--mnchen-3ya.example/'],
      ['closed', 'https://munchen.example/'],
    ],
  },
  {
    name: 'names that objects inherit are names like others',
    profile: {
      rules: [
        { when: { domain: ['constructor', '__proto__', 'hasownproperty.example'] }, use: 'open' },
        { when: { plain: true }, use: 'direct' },
      ],
    },
    expected: [
      ['open', 'http://constructor/'],
      ['open', 'http://__proto__/'],
      ['open', 'http://a.__proto__/'],
      ['direct', 'http://tostring/'],
      ['direct', 'http://valueof/'],
      ['closed', 'http://valueof.example/'],
      ['open', 'http://hasOwnProperty.example/'],
    ],
  },
  {
    name: 'hosts that objects inherit miss where no rule names them',
    profile: { rules: [{ when: { domain: 'corp.example' }, use: 'direct' }] },
    expected: [
      ['closed', 'http://constructor/'],
      ['closed', 'http://__proto__/'],
      ['closed', 'http://hasOwnProperty/'],
      ['closed', 'http://toString.example/'],
    ],
  },
  {
    name: 'the first match wins, exceptions before and behind a parent',
    profile: {
      rules: [
        { when: { domain: 'in.corp.example' }, use: 'http' },
        { when: { domain: 'corp.example' }, use: 'direct' },
        { when: { domain: 'out.corp.example' }, use: 'block' },
        { when: { host: ['*.example', 'other.test'] }, use: 'open' },
      ],
    },
    expected: [
      ['http', 'https://in.corp.example/'],
      ['http', 'https://a.in.corp.example/'],
      ['direct', 'https://corp.example/'],
      ['direct', 'https://out.corp.example/'],
      ['open', 'https://a.example/'],
      ['closed', 'https://example/'],
      ['open', 'https://other.test/'],
      ['closed', 'https://a.other.test/'],
    ],
  },
  {
    name: 'exceptions from a domain stay exceptions where the parent asks for more than the name',
    profile: {
      rules: [
        { when: { domain: 'a.example', port: 8080 }, use: 'open' },
        { when: { domain: 'b.a.example' }, use: 'block' },
        { when: { domain: 'a.example' }, use: 'direct' },
        { when: { domain: 'c.b.a.example', scheme: 'http' }, use: 'http' },
      ],
    },
    expected: [
      ['open', 'http://b.a.example:8080/'],
      ['block', 'http://b.a.example/'],
      ['block', 'http://c.b.a.example/'],
      ['direct', 'http://x.a.example/'],
      ['open', 'http://x.a.example:8080/'],
    ],
  },
  {
    name: 'host wildcards see the whole host',
    profile: {
      rules: [
        { when: { host: ['*.build?.example', 'ci-*-*.test', '?'] }, use: 'direct' },
        { when: { host: ['10.*', '*ads*', '*.a.*.b.*.c', 'wpad.*'] }, use: 'block' },
        { when: { host: ['2001:db8:*', '192.0.2.7', '::1'] }, use: 'open' },
      ],
    },
    expected: [
      ['direct', 'https://x.build7.example/'],
      ['direct', 'https://x.y.buildx.example/'],
      ['closed', 'https://build7.example/'],
      ['closed', 'https://x.build.example/'],
      ['direct', 'https://ci-1-2.test/'],
      ['direct', 'https://ci--.test/'],
      ['closed', 'https://ci-1.test/'],
      ['direct', 'http://q/'],
      ['block', 'http://10.1.2.3/'],
      ['block', 'http://10.example/'],
      ['block', 'http://my-ads.example/'],
      ['block', 'http://x.a.1.b.2.c/'],
      ['block', 'http://x.a.a.b.b.c/'],
      ['closed', 'http://x.a.b.2.c/'],
      ['block', 'http://wpad.corp.example/'],
      ['open', 'http://[2001:DB8::5]/'],
      ['open', 'http://192.0.2.7/'],
      ['open', 'http://[::1]:8080/'],
      ['closed', 'http://192.0.2.70/'],
    ],
  },
  {
    name: 'single labels are plain, addresses never',
    profile: { rules: [{ when: { plain: true }, use: 'direct' }] },
    expected: [
      ['direct', 'http://intranet/'],
      ['direct', 'http://INTRANET./'],
      ['direct', 'http://xn--mnchen-3ya/'],
      ['closed', 'http://intranet.corp/'],
      ['closed', 'http://[::1]/'],
      ['closed', 'http://10.0.0.1/'],
      ['closed', 'http://0x7f.1/'],
      ['closed', 'http://2130706433/'],
    ],
  },
  {
    name: 'the longest name',
    profile: {
      rules: [
        { when: { domain: LONGEST }, use: 'direct' },
        { when: { host: `*${LONGEST.slice(-200)}` }, use: 'open' },
      ],
    },
    expected: [
      ['direct', `https://${LONGEST}/`],
      ['direct', `https://${LONGEST}./`],
      ['open', `https://x${LONGEST.slice(1)}/`],
      ['closed', `https://${LONGEST.slice(0, -1)}x/`],
    ],
  },
  {
    name: 'hosts with characters that no rule may name',
    profile: {
      rules: [
        { when: { domain: ['b.example', 'c.b.example'] }, use: 'direct' },
        { when: { domain: 'd.example', scheme: 'https' }, use: 'open' },
      ],
    },
    expected: [
      ['direct', 'http://a,c.b.example/'],
      ['closed', 'http://c,b.example/'],
      ['closed', 'http://c.b,example/'],
      ['closed', "http://'.example/"],
      ['direct', 'http://!~$&().b.example/'],
      ['closed', 'http://a..b..example/'],
      ['direct', 'http://a..b.example/'],
      ['open', 'https://a+b=c;.d.example/'],
    ],
  },
];
