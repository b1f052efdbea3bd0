/** What does KDE's `NoProxyFor` say? Pure. */
import { formatAddress } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

const ENDS = 'names that only end like it, without a dot between';

/**
 * KIO, src/core/kprotocolmanager.cpp (`revmatch`), and Chromium, net/proxy_resolution/proxy_config_service_linux.cc: an
 * entry is compared with the end of the host's name, dot or not; ranges of IPv4 in CIDR; `<local>` for names without a dot.
 * `*` means nothing. An address is written as a range of one, because the ends of others may be like its text.
 */
export const KDE: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.0.0.0/8'],
  suffix: (name) => ({ say: [name], wider: ENDS }),
  exact: (name) => ({ say: [name], wider: `hosts below the name, and ${ENDS}` }),
  below: (name) => ({ say: [`.${name}`] }),
  range: (range) => {
    const { family, first, last } = range;
    if (family === 6) return { lost: 'what KDE makes of IPv6 in the list is not known' };
    return { say: [first === last ? `${formatAddress({ family, value: first })}/32` : formatRange(range)] };
  },
  plain: () => ({ say: ['<local>'] }),
};
