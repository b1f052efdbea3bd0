import { describe, expect, test } from 'vitest';
import { NAME_ENCODINGS } from '../../../../worker/core/pac/names/table.ts';
import type { NameEntry } from '../../../../worker/core/pac/program.ts';
import { about, compiled } from '../run.ts';
import { domainNames, sequence } from '../words.ts';

/** What the URL Standard lets stand in a host besides letters, digits and the dot ("forbidden domain code point", 3.5). */
const SIGNS = [...'!"$&\'()*+,-;=_`{}~'];

/** Hosts that have a sign somewhere in a name, or in a piece of the script's own text before a name's parents. */
function hostsOf(names: readonly string[], text: string): string[] {
  const next = sequence(names.length);
  return names.flatMap((name) => {
    const parents = name.slice(name.indexOf('.') + 1);
    return SIGNS.flatMap((sign) => {
      const at = 1 + next(name.length - 1);
      const from = next(text.length);
      const piece = text.slice(from, from + 2 + next(10)).toLowerCase();
      return [`${name.slice(0, at)}${sign}${name.slice(at)}`, `${name[0]}${piece}.${parents}`, `${piece}.${parents}`];
    });
  });
}

const isHost = (host: string) => URL.canParse(`http://${host}/`) && new URL(`http://${host}/`).hostname === host;

describe.each(NAME_ENCODINGS)('form $name', (form) => {
  test.for([1, 3])('takes no sign of a host for one of its own, with names of %s kinds', (kinds) => {
    const names = domainNames(2_000, { seed: kinds });
    const steps = Array.from({ length: kinds }, (_, kind) => {
      const own = names.filter((_, at) => at % kinds === kind);
      return [`PROXY p${kind}:1`, own.map((name): NameEntry => ({ name, match: 'suffix' }))] as const;
    });
    const pac = compiled(
      steps.map(([route, entries]) => [route, { is: 'names', names: entries }] as const),
      { encodings: [{ ...form, fits: () => true }] },
    );
    const routes = new Map(steps.flatMap(([route, entries]) => entries.map(({ name }) => [name, route] as const)));
    const expected = (host: string): string => {
      for (let name = host; ; name = name.slice(name.indexOf('.') + 1)) {
        const route = routes.get(name);
        if (route !== undefined) return route;
        if (!name.includes('.')) return 'DIRECT';
      }
    };
    const hosts = hostsOf(names.slice(0, 400), pac.text).filter(isHost);
    expect(hosts.length).toBeGreaterThan(8_000);
    expect(hosts.filter((host) => pac.ask(about(host)) !== expected(host))).toEqual([]);
  });
});
