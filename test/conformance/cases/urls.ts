/** Cases of conformance: schemes, ports, URL patterns, expressions; what clients show of a URL. */
import type { Case } from '../case.ts';

export const URL_CASES: readonly Case[] = [
  {
    name: 'schemes',
    profile: { rules: [{ when: { scheme: ['ftp', 'WSS', 'foo+bar'] }, use: 'direct' }] },
    expected: [
      ['direct', 'ftp://a.example/'],
      ['direct', 'FTP://a.example/'],
      ['direct', 'wss://a.example/'],
      ['direct', 'foo+bar://a.example/'],
      ['closed', 'ws://a.example/'],
      ['closed', 'https://a.example/?x=ftp://'],
    ],
  },
  {
    name: 'ports, defaults filled in',
    profile: {
      rules: [
        { when: { port: [80, '9000-9099'] }, use: 'direct' },
        { when: { port: [21, 443, 1, 65535, '10-12'] }, use: 'open' },
        { when: { not: { port: '1-65535' } }, use: 'block' },
      ],
    },
    expected: [
      ['direct', 'http://a.example/'],
      ['direct', 'ws://a.example'],
      ['direct', 'https://a.example:80/'],
      ['direct', 'http://[::1]:9000/'],
      ['direct', 'http://me:9099@a.example:9099/'],
      ['closed', 'http://me:9099@a.example:9100/:9000'],
      ['open', 'https://me:80@a.example/'],
      ['open', 'wss://a.example/'],
      ['open', 'ftp://a.example/'],
      ['open', 'http://a.example:65535/'],
      ['open', 'http://a.example:011/'],
      ['closed', 'http://a.example:13/'],
      ['block', 'foo://a.example/'],
      ['block', 'http://a.example:0/'],
      ['direct', 'foo://a.example:80/'],
    ],
  },
  {
    name: 'URL patterns see what clients show: no credentials, no fragment, no path but for http and ws',
    profile: {
      rules: [
        { when: { url: ['http://updates.example/*.iso', 'http://*/exact?q=a?c'] }, use: 'direct' },
        {
          when: {
            url: ['https://*.secure.example/', 'ws://a.example:8080/*', '*://[2001:db8::1]/*', '*://[2001:db8::1]:*/*'],
          },
          use: 'open',
        },
        { when: { url: ['http://A.example:80/Path', '*many*stars*in*one*pattern'] }, use: 'block' },
      ],
    },
    expected: [
      ['direct', 'http://updates.example/a/b.iso'],
      ['direct', 'http://me:secret@UPDATES.example.:80/b.iso#fragment'],
      ['closed', 'http://updates.example/b.iso?x'],
      ['closed', 'https://updates.example/b.iso'],
      ['closed', 'http://updates.example:8080/b.iso'],
      ['direct', 'http://x.example/exact?q=abc'],
      ['direct', 'http://x.example/?/exact?q=a.c'],
      ['open', 'https://www.secure.example/any/path?x#y'],
      ['open', 'https://me@www.secure.example:443'],
      ['closed', 'https://www.secure.example:444/'],
      ['open', 'ws://a.example:8080/chat?room=1'],
      ['open', 'http://[2001:DB8:0::1]/'],
      ['open', 'https://[2001:db8::1]:8443/x'],
      ['block', 'http://a.example/Path'],
      ['closed', 'http://a.example/path'],
      ['block', 'http://a.example/so_many_stars_in_one_pattern'],
      ['block', 'http://a.example/many_many_stars_stars_in_in_one_one_pattern'],
      ['closed', 'http://a.example/many_stars_one_in_pattern'],
    ],
  },
  {
    name: 'an @ behind the host is part of the path',
    profile: {
      rules: [
        { when: { url: 'http://a.example/b@c.example*' }, use: 'direct' },
        { when: { url: 'http://a.example/?b@c.example/' }, use: 'open' },
        { when: { port: 8080 }, use: 'block' },
      ],
    },
    expected: [
      ['direct', 'http://a.example/b@c.example:8080/'],
      ['open', 'http://a.example?b@c.example/'],
      ['block', 'http://b@a.example:8080/'],
      ['closed', 'http://a.example#@c.example:8080/'],
    ],
  },
  {
    name: 'expressions over host and URL',
    profile: {
      rules: [
        { when: { regex: { host: ['^(?:www|m)[0-9]*\\.', '\\.(?:png|jpe?g)$'] } }, use: 'direct' },
        { when: { regex: { host: '^shop', url: '/basket/[0-9]+$' } }, use: 'open' },
        { when: { regex: { url: '^https://[^/]*:8443/$' } }, use: 'http' },
        { when: { regex: { url: 'it\'s/[/"]?[0-9]$' } }, use: 'block' },
      ],
    },
    expected: [
      ['direct', 'https://www12.example/'],
      ['direct', 'https://m.example/'],
      ['closed', 'https://wwwx.example/'],
      ['direct', 'https://pictures.png/'],
      ['open', 'http://shop.example/basket/12'],
      ['closed', 'https://shop.example/basket/12'],
      ['closed', 'http://a.example/shop/basket/12'],
      ['http', 'https://[::1]:8443/path'],
      ['closed', 'https://a.example:443/'],
      ['block', "http://a.example/it's/7"],
      ['block', "http://a.example/it's//7"],
      ['closed', 'http://a.example/its/7'],
    ],
  },
  {
    name: 'an expression sees the first 1,024 characters of a URL',
    profile: { rules: [{ when: { regex: { url: 'END' } }, use: 'direct' }] },
    expected: [
      ['direct', `http://a.example/${'x'.repeat(1024 - 17 - 3)}END`],
      ['closed', `http://a.example/${'x'.repeat(1024 - 17 - 2)}END`],
    ],
  },
];
