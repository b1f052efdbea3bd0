/** How does a format write what goes past its proxy? Pure; one dialect per reader, in `../bypass/`. */
import type { IpRange } from '../../net/address.ts';
import type { BypassEntry, Hosts } from './entry.ts';

/** The texts for one entry, and what they mean beyond or short of it; or why there are none. */
export type Printed =
  | {
      readonly say: readonly string[];
      /** What else goes direct. */
      readonly wider?: string;
      /** Which readers, or which hosts of the entry, are left out. */
      readonly partly?: string;
    }
  | { readonly lost: string };

/** What a dialect makes of each kind of hosts. */
export interface BypassDialect {
  /** Said always: what browsers never send to a proxy, for readers that would. */
  readonly loopback: readonly string[];
  /** Said always, too, and why. */
  readonly besides?: { readonly texts: readonly string[]; readonly why: string };
  readonly suffix: (name: string) => Printed;
  readonly exact: (name: string) => Printed;
  readonly below: (name: string) => Printed;
  /** One CIDR block. */
  readonly range: (range: IpRange) => Printed;
  readonly pattern: (pattern: string) => Printed;
  readonly plain: () => Printed;
  readonly every: () => Printed;
  /** The same hosts on these ports and for URLs of these schemes only; null: it cannot be said. */
  readonly only: ((texts: readonly string[], limits: Pick<BypassEntry, 'ports' | 'schemes'>) => Printed) | null;
}

/** A dialect that can say nothing yet; each one names what it can. */
export const SPEECHLESS: BypassDialect = {
  loopback: [],
  suffix: () => NO_ENTRY,
  exact: () => NO_ENTRY,
  below: () => NO_ENTRY,
  range: () => ({ lost: 'it takes no ranges of addresses' }),
  pattern: () => ({ lost: 'it takes no such patterns' }),
  plain: () => ({ lost: 'it has no word for names without a dot' }),
  every: () => ({ lost: 'it only lists hosts' }),
  only: null,
};

const NO_ENTRY: Printed = { lost: 'it has no such entry' };

type Printers = {
  readonly [Kind in Hosts['is']]: (dialect: BypassDialect, hosts: Extract<Hosts, { is: Kind }>) => Printed;
};

const PRINTERS: Printers = {
  suffix: (dialect, { name }) => dialect.suffix(name),
  exact: (dialect, { name }) => dialect.exact(name),
  below: (dialect, { name }) => dialect.below(name),
  range: (dialect, { range }) => dialect.range(range),
  pattern: (dialect, { pattern }) => dialect.pattern(pattern),
  plain: (dialect) => dialect.plain(),
  every: (dialect) => dialect.every(),
};

/** What a dialect says for an entry. */
export function sayEntry(dialect: BypassDialect, { hosts, ports, schemes }: BypassEntry): Printed {
  const printed = (PRINTERS[hosts.is] as (dialect: BypassDialect, hosts: Hosts) => Printed)(dialect, hosts);
  if ((ports === null && schemes === null) || 'lost' in printed) return printed;
  const narrowed = dialect.only?.(printed.say, { ports, schemes }) ?? { lost: 'it lists hosts, not ports and schemes' };
  return 'lost' in narrowed ? narrowed : { ...printed, ...narrowed };
}
