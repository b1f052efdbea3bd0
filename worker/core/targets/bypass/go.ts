/** What does `no_proxy` say to a program written in Go? Pure. */
import { formatAddress } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/**
 * Go, golang.org/x/net/http/httpproxy: a bare name covers what is below it, `.name` is below only, CIDR for both
 * families, `host:port`. Loopback goes direct by itself.
 */
export const GO: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({ say: [name] }),
  exact: (name) => ({ say: [name], wider: 'hosts below the name' }),
  below: (name) => ({ say: [`.${name}`] }),
  range: (range) => {
    const { family, first, last } = range;
    return { say: [first === last ? formatAddress({ family, value: first }) : formatRange(range)] };
  },
  every: () => ({ say: ['*'] }),
  only: (texts, { ports, schemes }) => {
    const isHost = texts.every((text) => !/[/*]|:/.test(text));
    if (schemes !== null || ports === null || !isHost) return { lost: 'only host names take a port there' };
    return { say: texts.flatMap((text) => ports.map((port) => `${text}:${port}`)) };
  },
};
