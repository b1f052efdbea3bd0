/** What do formats have in common that take a PAC, a proxy, or both? Pure data to start a target from. */
import type { ProxyScheme } from '../../../schemas/profile.ts';
import type { TargetSupports } from '../../../schemas/targets.ts';

const EVERY_SCHEME: readonly ProxyScheme[] = ['http', 'https', 'socks4', 'socks5'];

const NOTHING: TargetSupports = {
  pac: false,
  pacReads: [],
  fixed: false,
  schemes: [],
  perScheme: false,
  failover: false,
  bypass: false,
  auth: false,
  mandatory: false,
  remove: true,
  flavour: 'generic',
  scopes: [],
};

/** A format that names the URL of a PAC; its readers use every kind of proxy unless the target says otherwise. */
export const TAKES_PAC: TargetSupports = { ...NOTHING, pac: true, pacReads: [...EVERY_SCHEME] };

/** A format that names an http proxy and has a list of what goes direct. */
export const TAKES_PROXY: TargetSupports = { ...NOTHING, fixed: true, schemes: ['http'], bypass: true };

/** A format that names either. */
export const TAKES_BOTH: TargetSupports = { ...TAKES_PAC, fixed: true, schemes: ['http'], bypass: true };
