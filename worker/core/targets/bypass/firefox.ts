/** What does Firefox's `Passthrough` say? Pure. */
import { formatAddress } from '../../net/address.ts';
import { prefixOf } from '../../net/cidr.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

const WHOLE_DOMAIN = 'hosts below the name';

/**
 * Firefox, netwerk/base/nsProtocolProxyService.cpp (LoadHostFilters): a bare name covers what is below it, `.name` and
 * `*.name` are below only, ranges of IPv6 stand in brackets up to the slash, `host:port` narrows. Loopback goes direct
 * by itself.
 */
export const FIREFOX: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({ say: [name] }),
  exact: (name) => ({ say: [name], wider: WHOLE_DOMAIN }),
  below: (name) => ({ say: [`.${name}`] }),
  range: (range) => {
    const text = formatAddress({ family: range.family, value: range.first });
    const shown = range.family === 6 ? `[${text}]` : text;
    return { say: [range.first === range.last ? shown : `${shown}/${prefixOf(range)}`] };
  },
  plain: () => ({ say: ['<local>'] }),
  only: (texts, { ports, schemes }) => {
    const isHost = texts.every((text) => !/[/<[]|^\./.test(text));
    if (schemes !== null || ports === null || !isHost) return { lost: 'only host names take a port there' };
    return { say: texts.flatMap((text) => ports.map((port) => `${text}:${port}`)) };
  },
};
