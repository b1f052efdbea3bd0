/** What must a target be able to do? One record per format; `table.ts` lists them. Pure. */
import type { Flavour, Profile, ProxyEntry } from '../../../schemas/profile.ts';
import type { RenderMode, TargetEntry } from '../../../schemas/targets.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import type { Endpoint } from '../rules/endpoint.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import type { BypassDialect } from './fixed/dialect.ts';
import type { Identity } from './identity.ts';
import type { Report } from './report.ts';

/** A proxy with what it asks for. */
export interface Hop extends Endpoint {
  readonly auth: ProxyEntry['auth'];
}

/** Which proxies requests take, in the order of falling back; none and `direct` is the direct way. */
export interface Way {
  readonly proxies: readonly Hop[];
  /** When all proxies failed, or there are none. Only formats that can fall back have both. */
  readonly direct: boolean;
}

/** Whether two ways are the same to a client. */
export function isSameWay(one: Way, other: Way): boolean {
  const names = ({ proxies, direct }: Way) => [...proxies.map(({ name }) => name), direct].join(' ');
  return names(one) === names(other);
}

/** The URL schemes for which formats name proxies of their own. */
export const WAY_SCHEMES = ['http', 'https', 'ftp'] as const;
export type WayScheme = (typeof WAY_SCHEMES)[number];

/** The client reads a PAC. */
export interface PacSetting {
  readonly mode: 'pac';
  /** Absolute, http or https, ASCII, without blanks, quotes and commas (`pac-url.ts`). */
  readonly url: string;
  /** What the profile says about an unreachable PAC; null: nothing. */
  readonly mandatory: boolean | null;
}

/** The client is told a proxy and what goes past it. Only proxies that the format can name are left. */
export interface FixedSetting {
  readonly mode: 'fixed';
  /** What requests take that nothing else decides; never direct alone for a format without `perScheme`. */
  readonly main: Way;
  /** By the scheme of the URL. Equal to `main` for a format without `perScheme`. */
  readonly ways: Readonly<Record<WayScheme, Way>>;
  /** What goes direct, in the format's own words, each once. */
  readonly bypass: readonly string[];
}

/** What a target writes, decided and checked. */
export type Setting = PacSetting | FixedSetting;

/** Everything that a target may look at beside the setting. */
export interface Scene {
  /** The profile's id. */
  readonly id: string;
  /** The zone for whose clients the text is; it only stands in comments and URLs. */
  readonly zone: string | null;
  readonly flavour: Flavour;
  readonly profile: Profile;
  readonly ruleset: RuleSet;
  readonly policy: FirewallPolicy | null;
  readonly identity: Identity;
}

/** A format that a profile can be rendered to. */
export interface Target extends TargetEntry {
  /** For people: what undoes it, and where that goes. */
  readonly removal: string;
  /** How the format's bypass list is written; null: it has none. */
  readonly dialect: BypassDialect | null;
  /** The bypass list that its readers still take, with what parts the entries, and where that is known from. */
  readonly longest?: { readonly characters: number; readonly why: string };
  /** The authentications that it can name, where it names any. */
  readonly hints?: readonly NonNullable<ProxyEntry['auth']>[];
  /** It configures a proxy, not its clients: what clients do by rule is not its concern. */
  readonly isServer?: true;
  /** Why a proxy of a scheme that the format knows still cannot be named, or null. */
  readonly refuses?: (proxy: Endpoint) => string | null;
  /** The text that configures. Only called with a setting of a mode that the target supports. Null after reporting an error. */
  render(setting: Setting, scene: Scene, report: Report): string | null;
  /** The text that undoes it, whichever mode was applied. Null after reporting an error. */
  remove(scene: Scene, report: Report): string | null;
}

/** The modes that a target has. */
export function modesOf({ supports }: Pick<Target, 'supports'>): readonly RenderMode[] {
  const { pac, fixed } = supports;
  return [...(pac ? (['pac'] as const) : []), ...(fixed ? (['fixed'] as const) : [])];
}
