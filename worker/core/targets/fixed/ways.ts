/** Which proxies does a format without a PAC name, and what gets lost on the way? Pure. */
import { pointerTo } from '../../document/pointer.ts';
import type { Test } from '../../pac/program.ts';
import type { Endpoint } from '../../rules/endpoint.ts';
import type { ResolvedRoute } from '../../rules/result.ts';
import type { Report, Telling } from '../report.ts';
import type { Hop, Scene, Target, Way, WayScheme } from '../target.ts';
import { WAY_SCHEMES } from '../target.ts';
import type { ReadRule } from './rules.ts';

/** The ways of a fixed configuration, or null after reporting why there is none. */
export interface Ways {
  readonly main: Way;
  readonly ways: Readonly<Record<WayScheme, Way>>;
  /** The rules (by index) that the ways already say. */
  readonly said: ReadonlySet<number>;
}

/** The direct way. */
const DIRECT: Way = { proxies: [], direct: true };

/** `block` as a proxy that is never there; the answer that a PAC gives. */
const BLOCK: Hop = {
  name: 'block',
  scheme: 'http',
  host: '127.0.0.1',
  literal: { family: 4, value: 0x7f000001n },
  port: 9,
  auth: undefined,
};

/**
 * The ways that a format names. A rule that asks for nothing but the URL's scheme becomes a way of its own where the
 * format has one per scheme; everything else takes the default route.
 */
export function waysOf(target: Target, scene: Scene, rules: readonly ReadRule[], report: Report): Ways | null {
  const main = chosen(deciding(rules, null), target, scene, report);
  if (main === null) return null;
  if (!target.supports.perScheme) {
    if (main.proxies.length > 0) return { main, ways: same(main), said: new Set(unconditional(rules)) };
    report('target.no-proxy', placeOf(deciding(rules, null)));
    return null;
  }
  const deciders = WAY_SCHEMES.map((scheme) => [scheme, deciding(rules, scheme)] as const);
  const chosenWays = deciders.map(([scheme, rule]) => {
    const isMain = rule?.index === deciding(rules, null)?.index;
    return [scheme, isMain ? main : chosen(rule, target, scene, report)] as const;
  });
  if (chosenWays.some(([, way]) => way === null)) return null;
  const ways = Object.fromEntries(chosenWays) as Record<WayScheme, Way>;
  if ([ways.http, ways.https].every(({ proxies }) => proxies.length === 0)) {
    report('target.no-proxy', placeOf(deciding(rules, null)));
    return null;
  }
  return { main, ways, said: new Set(rules.filter(isSaid).map(({ index }) => index)) };
}

/** The way of a route in this format, without a word about it; null when nothing of it can be named. */
export function quietWay(route: ResolvedRoute, target: Target, scene: Scene): Way | null {
  const hops = route.proxies.filter((proxy) => unusable(proxy, target) === null).map((proxy) => hop(proxy, scene));
  if (route.proxies.length === 0) return route.direct ? DIRECT : { proxies: [BLOCK], direct: false };
  if (hops.length === 0) return null;
  return target.supports.failover
    ? { proxies: hops, direct: route.direct }
    : { proxies: hops.slice(0, 1), direct: false };
}

/** One way for the URLs of every scheme. */
export const same = (way: Way): Ways['ways'] => ({ http: way, https: way, ftp: way });

/** The first rule that decides every request of a scheme (null: of any scheme), or null for the default. */
function deciding(rules: readonly ReadRule[], scheme: WayScheme | null): ReadRule | null {
  return rules.find(({ test }) => covers(test, scheme)) ?? null;
}

function covers(test: Test, scheme: WayScheme | null): boolean {
  return test.is === 'always' || (test.is === 'scheme' && scheme !== null && test.schemes.includes(scheme));
}

function unconditional(rules: readonly ReadRule[]): number[] {
  return rules.filter(({ test }) => test.is === 'always').map(({ index }) => index);
}

function isSaid({ test }: ReadRule): boolean {
  const known: readonly string[] = WAY_SCHEMES;
  return test.is === 'always' || (test.is === 'scheme' && test.schemes.every((scheme) => known.includes(scheme)));
}

function placeOf(rule: ReadRule | null): string {
  return rule === null ? '/default' : pointerTo('/rules', rule.index, 'use');
}

/** The way of a rule's route (or the default's), telling what the format leaves of it. */
function chosen(rule: ReadRule | null, target: Target, scene: Scene, report: Report): Way | null {
  const route = rule?.route ?? scene.ruleset.leadsTo(scene.zone, null);
  for (const one of losses(route, target, placeOf(rule))) report(...one);
  const way = quietWay(route, target, scene);
  if (way !== null) return way;
  const message = `${target.title} can name none of the proxies of ${route.name}`;
  report('target.no-usable-proxy', placeOf(rule), { message, expected: target.supports.schemes.join(', ') });
  return null;
}

function losses(route: ResolvedRoute, target: Target, path: string): Telling[] {
  const skipped = route.proxies.flatMap((proxy): Telling[] => {
    const reason = unusable(proxy, target);
    if (reason === null) return [];
    const message = `${target.title} leaves out ${proxy.name}: ${reason}`;
    return [['target.proxy-skipped', pointerTo('/proxies', proxy.name), { message }]];
  });
  const usable = route.proxies.filter((proxy) => unusable(proxy, target) === null);
  const [first] = usable;
  const more = usable.length - 1 + (route.direct ? 1 : 0);
  if (target.supports.failover || first === undefined || more === 0) return skipped;
  const message = `${target.title} names ${first.name} only: nothing takes over when it fails`;
  return [...skipped, ['target.first-only', path, { message }]];
}

/** Why the format cannot name a proxy, or null. */
function unusable(proxy: Endpoint, { supports, refuses }: Target): string | null {
  if (supports.schemes.includes(proxy.scheme)) return refuses?.(proxy) ?? null;
  return `it names ${supports.schemes.join(', ')} proxies, not ${proxy.scheme}`;
}

function hop(proxy: Endpoint, { profile }: Scene): Hop {
  return { ...proxy, auth: profile.proxies?.[proxy.name]?.auth };
}
