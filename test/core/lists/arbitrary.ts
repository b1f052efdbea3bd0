/** Which lists and questions are worth trying? Few names, so that lines meet as parents, children and exceptions. */
import * as fc from 'fast-check';
import type { FormatName } from '../../../schemas/list.ts';

const label = fc.constantFrom('a', 'b', 'a-b', 'com', 'constructor', '__proto__', '0', 'x9');
/** Names of up to three labels; the last one is no number. */
export const names = fc
  .tuple(fc.array(label, { maxLength: 2 }), fc.constantFrom('a', 'com', 'a-b', 'b'))
  .map(([front, last]) => [...front, last].join('.'));

const range = fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '192.0.2.0/24', '2001:db8::/32', '::1');

/** A line of a format made from a name or a range. */
const shapes: Readonly<Record<string, readonly ((name: string, range: string) => string)[]>> = {
  domains: [(name) => name, (name) => `.${name}`, (name) => `*.${name}`, (name) => `*${name}`, (_, range) => range],
  hosts: [(name) => `0.0.0.0 ${name}`, (name) => `127.0.0.1 ${name} b.${name}`],
  dnsmasq: [
    (name) => `address=/${name}/0.0.0.0`,
    (name) => `server=/${name}/#`,
    (name) => `server=/*${name}/1.1.1.1`,
    () => 'server=//1.1.1.1',
  ],
  adblock: [
    (name) => `||${name}^`,
    (name) => `@@||${name}^`,
    (name) => `|http://${name}/`,
    (name) => `|http://${name}/x`,
    (name) => `||${name}/x`,
    (name) => `||${name}:8080^`,
    (name) => `@@|https://${name}^`,
    (name) => name,
    (name) => `||*.${name}`,
    (name) => `||${name.replace('a', 'a*')}`,
    () => '/x[0-9]/',
    () => '@@/^http:/',
  ],
  switchy: [
    (name) => `*.${name}`,
    (name) => `!*.${name}`,
    (name) => `**.${name}`,
    (name) => name,
    (name) => `!${name}`,
    (name) => `!*${name}*`,
    (name) => `K: ${name}`,
    (_, range) => `Ip: ${range}`,
    () => '!Levels: 1~1',
    () => 'B: <local>',
    (name) => `B: http://${name}:8080`,
  ],
  clash: [
    (name) => `DOMAIN-SUFFIX,${name}`,
    (name) => `DOMAIN,${name}`,
    (name) => `DOMAIN-KEYWORD,${name}`,
    (name) => `+.${name}`,
    (name) => `.${name}`,
    (name) => `*.${name}`,
    (_, range) => `IP-CIDR,${range},no-resolve`,
    (_, range) => `SRC-IP-CIDR,${range}`,
    (name) => `AND,((DOMAIN-SUFFIX,${name}),(NOT,((DST-PORT,443))))`,
  ],
};

/** A text of a format that has shapes above, with an order of its own. */
export const lists: fc.Arbitrary<{ readonly format: FormatName; readonly text: string }> = fc
  .constantFrom(...(Object.keys(shapes) as FormatName[]))
  .chain((format) =>
    fc
      .array(fc.tuple(fc.constantFrom(...(shapes[format] ?? [])), names, range), { maxLength: 12 })
      .map((lines) => ({ format, text: lines.map(([shape, name, where]) => shape(name, where)).join('\n') })),
  );

const host = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('', 'www.', 'a.', 'b.'), names).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.constantFrom('10.1.2.3', '10.2.0.1', '192.0.2.7', '[2001:db8::5]', '[::1]', '8.8.8.8') },
);

/** URLs as clients ask about them. */
export const urls = fc
  .tuple(
    fc.constantFrom('http', 'https', 'ws'),
    host,
    fc.constantFrom('', ':8080', ':443'),
    fc.constantFrom('/', '/x', '/x1?a.com', '/http://a.com/'),
  )
  .map(([scheme, name, port, path]) => `${scheme}://${name}${port}${path}`)
  .filter((url) => URL.canParse(url));
