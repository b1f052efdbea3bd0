/** What is a target told: the URL of a PAC, or which proxies and what goes past them? Pure. */
import type { RenderMode } from '../../../schemas/targets.ts';
import { pointerTo } from '../document/pointer.ts';
import { bypassOf } from './fixed/bypass.ts';
import { readRules } from './fixed/rules.ts';
import { quietWay, same, type Ways, waysOf } from './fixed/ways.ts';
import { embeddedUrl, isPacUrl } from './pac-url.ts';
import type { Report } from './report.ts';
import type { FixedSetting, PacSetting, Scene, Setting, Target, Way } from './target.ts';

/** How a target is asked for. */
export interface Asked {
  readonly mode: RenderMode;
  readonly pacUrl: string | null;
}

/** The setting for a target, telling whatever it does not carry. Null after reporting an error. */
export function settingOf(target: Target, scene: Scene, asked: Asked, report: Report): Setting | null {
  const { supports, title } = target;
  if (asked.mode === 'pac' && supports.pac) return pacSetting(target, scene, asked.pacUrl, report);
  if (!supports.fixed) {
    report('target.fixed-unsupported', '', { message: `${title} cannot name a proxy` });
    return null;
  }
  if (asked.mode === 'pac' && target.isServer !== true)
    report('target.pac-unsupported', '', { message: `${title} reads no PAC` });
  return fixedSetting(target, scene, report);
}

function pacSetting(target: Target, scene: Scene, pacUrl: string | null, report: Report): PacSetting | null {
  if (pacUrl === null || !isPacUrl(pacUrl)) {
    report(pacUrl === null ? 'target.pac-url-missing' : 'target.pac-url-invalid', '');
    return null;
  }
  const { title, supports } = target;
  const mandatory = scene.profile.delivery?.mandatory ?? null;
  if (mandatory === true && !supports.mandatory) {
    const message = `${title} has no switch for an unreachable PAC: its readers go direct`;
    report('target.mandatory-unsaid', '/delivery/mandatory', { message });
  }
  tellDropped(target, scene, report);
  return { mode: 'pac', url: embeddedUrl(pacUrl, scene.zone, supports.flavour), mandatory };
}

/** The proxies that the readers of this target cannot use though the profile sends them there. */
function tellDropped({ title, supports }: Target, { ruleset, zone }: Scene, report: Report): void {
  const rules = ruleset.rules.filter((rule) => !rule.disabled);
  const routes = new Set([null, ...rules].map((rule) => ruleset.leadsTo(zone, rule)));
  const proxies = new Map([...routes].flatMap((route) => route.proxies).map((proxy) => [proxy.name, proxy]));
  for (const { name, scheme } of proxies.values()) {
    if (supports.pacReads.includes(scheme)) continue;
    const message = `${title}: the reader of the PAC cannot use ${scheme} proxies, so ${name} is not used`;
    report('target.pac-drops', pointerTo('/proxies', name), { message });
  }
  for (const { name, proxies: hops } of routes) {
    if (hops.length === 0 || hops.some(({ scheme }) => supports.pacReads.includes(scheme))) continue;
    const isOwn = ruleset.routes.get(name)?.proxies.length === 1 && hops[0]?.name === name;
    const message = `${title}: no proxy of ${name} can be used`;
    report('target.pac-empties', pointerTo(isOwn ? '/proxies' : '/routes', name), { message });
  }
}

function fixedSetting(target: Target, scene: Scene, report: Report): FixedSetting | null {
  const rules = readRules(scene.ruleset, scene.zone);
  const served = target.isServer === true ? servedElsewhere(target, scene) : null;
  if (served !== null) return { mode: 'fixed', main: served, ways: same(served), bypass: [] };
  const ways = waysOf(target, scene, rules, report);
  if (ways === null) return null;
  if (target.isServer === true && ways.main.proxies.some(({ name }) => name === 'block')) {
    const message = `${target.title} serves nobody: the profile sends no request to a proxy that it can be`;
    report('target.no-usable-proxy', '/default', { message, expected: target.supports.schemes.join(', ') });
    return null;
  }
  const bypass = target.isServer === true ? { texts: [], tellings: [] } : bypassOf(target, scene, rules, ways);
  for (const one of bypass.tellings) report(...one);
  tellAuthentication(target, ways, report);
  return { mode: 'fixed', main: ways.main, ways: ways.ways, bypass: bypass.texts };
}

/**
 * The way of the first rule that leads to a proxy which the server can be, where the default route leads to none: a SOCKS
 * server of a laboratory is no worse a server for being nobody's default.
 */
function servedElsewhere(target: Target, scene: Scene): Way | null {
  const { ruleset, zone } = scene;
  const deciders = [null, ...ruleset.rules.filter(({ disabled }) => !disabled)];
  const [first = null, ...others] = deciders.map((decider) => {
    const route = ruleset.leadsTo(zone, decider);
    const way = route.proxies.length === 0 ? null : quietWay(route, target, scene);
    return way === null || way.proxies.length === 0 ? null : way;
  });
  return first === null ? (others.find((way) => way !== null) ?? null) : null;
}

/** What the named proxies ask for, where the format cannot say it. */
function tellAuthentication({ title, hints = [] }: Target, { main, ways }: Ways, report: Report): void {
  const hops = [main, ...Object.values(ways)].flatMap(({ proxies }) => proxies);
  for (const { name, auth } of new Map(hops.map((hop) => [hop.name, hop])).values()) {
    if (auth === undefined || auth === 'none' || hints.includes(auth)) continue;
    const message = `${title} cannot say that ${name} asks for ${auth}`;
    report('target.auth-unsaid', pointerTo('/proxies', name, 'auth'), { message });
  }
}
