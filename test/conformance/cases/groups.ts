/** Cases of conformance: nested groups, disabled rules, failing open and closed. */
import type { Case } from '../case.ts';

export const GROUP_CASES: readonly Case[] = [
  {
    name: 'any, all and not, nested',
    profile: {
      rules: [
        {
          when: {
            any: [
              { all: [{ domain: 'a.example' }, { not: { domain: 'b.a.example' } }, { port: [80, 8080] }] },
              { not: { any: [{ scheme: ['http', 'https'] }, { plain: true }] } },
            ],
          },
          use: 'direct',
        },
        { when: { all: [{ host: '*.example' }, { host: '*b*' }], not: { not: { scheme: 'http' } } }, use: 'open' },
        { when: { not: [{ domain: 'example' }, { port: 443 }] }, use: 'block' },
      ],
    },
    expected: [
      ['direct', 'http://a.example/'],
      ['open', 'http://b.a.example/'],
      ['closed', 'https://b.a.example/'],
      ['direct', 'http://x.a.example:8080/'],
      ['direct', 'ftp://anything.test/'],
      ['block', 'ftp://anything/'],
      ['block', 'http://other.test/'],
      ['closed', 'https://other.test/'],
      ['closed', 'http://example/'],
    ],
  },
  {
    name: 'all keys of a condition must hold, one entry of each',
    profile: {
      rules: [
        {
          when: {
            domain: ['a.example', 'b.example'],
            scheme: ['http', 'ws'],
            port: [80, '8000-8999'],
            client: '10.0.0.0/8',
          },
          use: 'direct',
        },
      ],
    },
    expected: [
      ['direct', { url: 'http://x.b.example:8123/', client: '10.1.1.1' }],
      ['closed', { url: 'http://x.b.example:8123/', client: '11.1.1.1' }],
      ['closed', { url: 'http://x.b.example:81/', client: '10.1.1.1' }],
      ['closed', { url: 'https://x.b.example:8123/', client: '10.1.1.1' }],
      ['closed', { url: 'http://c.example/', client: '10.1.1.1' }],
    ],
  },
  {
    name: 'disabled rules decide nothing',
    profile: {
      rules: [
        { when: { domain: 'a.example' }, use: 'block', disabled: true },
        { when: { host: '*' }, use: 'block', disabled: true },
        { when: { domain: 'a.example' }, use: 'direct' },
      ],
    },
    expected: [
      ['direct', 'http://a.example/'],
      ['closed', 'http://b.example/'],
    ],
  },
  {
    name: 'a rule that always matches is the last word',
    profile: {
      rules: [
        { when: { domain: 'a.example' }, use: 'mixed' },
        { when: { host: '*' }, use: 'encrypted' },
        { when: { domain: 'b.example' }, use: 'direct' },
      ],
      default: 'open',
    },
    expected: [
      ['mixed', 'http://a.example/'],
      ['encrypted', 'http://b.example/'],
      ['encrypted', 'http://[::1]/'],
    ],
  },
  {
    name: 'no rules at all',
    profile: { rules: [], default: 'mixed' },
    expected: [
      ['mixed', 'http://a.example/'],
      ['mixed', 'foo://constructor'],
    ],
  },
  {
    name: 'one answer for rules with equal results',
    profile: {
      rules: [
        { when: { domain: 'a.example' }, use: 'http' },
        { when: { domain: 'b.example', scheme: 'http' }, use: 'same' },
        { when: { domain: 'b.example' }, use: 'direct' },
      ],
      routes: { same: ['http'], closed: ['http'] },
      default: 'closed',
    },
    expected: [
      ['http', 'http://a.example/'],
      ['same', 'http://b.example/'],
      ['direct', 'https://b.example/'],
      ['closed', 'https://c.example/'],
    ],
  },
];
