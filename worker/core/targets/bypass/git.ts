/** For which URLs can git be told to use no proxy? Pure. */
import { formatAddress } from '../../net/address.ts';
import { type BypassDialect, type Printed, SPEECHLESS } from '../fixed/dialect.ts';
import type { BypassEntry } from '../fixed/entry.ts';

/** git-config(1), http.<url>.*: the URL's scheme and port must be equal, and `*` stands for one label. */
export const GIT: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({
    ...urls([name, `*.${name}`]),
    partly: 'hosts two and more labels below the name, and other ports, still use the proxy',
  }),
  exact: (name) => ({ ...urls([name]), partly: OTHER_PORTS }),
  below: (name) => ({
    ...urls([`*.${name}`]),
    partly: 'hosts two and more labels below the name, and other ports, still use the proxy',
  }),
  range: ({ family, first, last }) => {
    if (first !== last) return { lost: 'it takes no ranges' };
    const text = formatAddress({ family, value: first });
    return { ...urls([family === 6 ? `[${text}]` : text]), partly: OTHER_PORTS };
  },
  only: (texts, limits) => ({ say: narrowed(texts, limits) }),
};

const OTHER_PORTS = 'URLs with another port than 80 and 443 still use the proxy';

function urls(hosts: readonly string[]): { readonly say: readonly string[] } & Printed {
  return { say: hosts.flatMap((host) => [`http://${host}`, `https://${host}`]) };
}

function narrowed(texts: readonly string[], { ports, schemes }: Pick<BypassEntry, 'ports' | 'schemes'>): string[] {
  const kept = texts.filter((text) => schemes?.some((scheme) => text.startsWith(`${scheme}://`)) ?? true);
  return ports === null ? kept : kept.flatMap((text) => ports.map((port) => `${text}:${port}`));
}
