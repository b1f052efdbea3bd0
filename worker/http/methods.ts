/** What is possible at a path? For 404 and 405, read from the endpoints themselves. */
import { Fault } from '../service/fault.ts';
import type { Router } from './router.ts';

/** One documented path. */
interface Known {
  readonly pattern: RegExp;
  readonly method: string;
}

/** The fault for a request that no endpoint took: 405 with `Allow` when the path exists, else 404. */
export function createMethodCheck(router: Router): (pathname: string) => Fault {
  const known: readonly Known[] = router.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' ? [{ pattern: patternOf(definition.route.path), method: definition.route.method }] : [],
  );
  return (pathname) => {
    const methods = known.filter(({ pattern }) => pattern.test(pathname)).map(({ method }) => method.toUpperCase());
    if (methods.length === 0) return new Fault('absent', 'There is nothing at this path.');
    const allow = [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(', ');
    return new Fault('method', `Expected one of ${allow}.`, { headers: { Allow: allow } });
  };
}

/** `/v1/profiles/{id}` as a pattern of one segment for each parameter. */
function patternOf(path: string): RegExp {
  const escaped = path.split(/\{.+?\}/).map((text) => text.replaceAll(/[.*+?^$()[\]\\|]/g, '\\$&'));
  return new RegExp(`^${escaped.join('[^/]+')}$`);
}
