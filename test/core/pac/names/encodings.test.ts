import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NAME_ENCODINGS } from '../../../../worker/core/pac/names/table.ts';
import type { NameEntry, Test } from '../../../../worker/core/pac/program.ts';
import { about, compiled } from '../run.ts';
import { domainNames, sequence } from '../words.ts';

const MATCHES = ['suffix', 'exact', 'below'] as const;

/** Routes of the first step whose names the host matches: the oracle, from one set per step and kind of match. */
function oracle(steps: readonly (readonly [string, readonly NameEntry[]])[]): (host: string) => string {
  const sets = steps.map(([route, names]) => ({ route, names: new Set(names.map((entry) => keyOf(entry))) }));
  return (host) => {
    const labels = host.split('.');
    const parents = labels.map((_, at) => labels.slice(at).join('.'));
    const keys = parents.flatMap((name, at) =>
      MATCHES.filter((match) => match === 'suffix' || (match === 'exact') === (at === 0)).map((match) =>
        keyOf({ name, match }),
      ),
    );
    return sets.find(({ names }) => keys.some((key) => names.has(key)))?.route ?? 'DIRECT';
  };
}

const keyOf = ({ name, match }: NameEntry) => `${match} ${name}`;

const namesTest = (names: readonly NameEntry[]): Test => ({ is: 'names', names });

/** Hosts that are, miss, or nearly hit a name. */
function nearHosts(names: readonly string[], next: (below: number) => number): string[] {
  return names.flatMap((name) => {
    const at = next(name.length);
    const parent = name.slice(name.indexOf('.') + 1);
    return [
      name,
      `www.${name}`,
      `x${name}`,
      parent,
      `a.b-c.${name}`,
      `${name}.com`,
      `-${name}`,
      `${name.slice(0, at)}-${name.slice(at)}`,
      `${name.slice(0, at)}${name.slice(at + 1)}`,
      `0.${parent}`,
      `zz.${parent}`,
      name.replace('.', ','),
      name.replace('.', '~'),
    ].filter((host) => !/^\.|\.\.|\.$/.test(host));
  });
}

describe.each(NAME_ENCODINGS)('form $name', (form) => {
  test.for([
    ['one kind', 1, false],
    ['one kind, nested', 1, true],
    ['three steps', 3, false],
    ['three steps, nested', 3, true],
    ['forty steps, nested', 40, true],
  ] as const)('finds the first step among %s of names', ([, stepCount, nested]) => {
    for (const count of [1, 31, 32, 33, 64, 96, 97, 512, 513, 1500]) {
      const next = sequence(count);
      const names = domainNames(count, { seed: stepCount, nested });
      const steps = Array.from({ length: stepCount }, (_, step) => {
        const own = names.filter((_, at) => at % stepCount === step || next(5) === 0);
        const entries = own.map((name): NameEntry => ({ name, match: MATCHES[next(3)] ?? 'suffix' }));
        return [`PROXY p${step % 7}:1`, entries] as const;
      });
      const expected = oracle(steps);
      const pac = compiled(
        steps.map(([route, entries]) => [route, namesTest(entries)] as const),
        { encodings: [{ ...form, fits: () => true }] },
      );
      const hosts = [
        ...nearHosts(names.slice(0, 300), next),
        'constructor',
        '__proto__',
        'com',
        'example',
        '192.0.2.1',
      ];
      expect(hosts.map((host) => `${host} ${pac.ask(about(host))}`)).toEqual(
        hosts.map((host) => `${host} ${expected(host)}`),
      );
    }
  });

  test('knows names of inherited properties and of odd order from each other', () => {
    const label = fc.constantFrom(
      'a',
      'aa',
      'a-a',
      'a_a',
      '-',
      '_',
      'constructor',
      'hasownproperty',
      '__proto__',
      'x0',
    );
    const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
    const entry = fc.record({ name, match: fc.constantFrom(...MATCHES) });
    const steps = fc.array(fc.array(entry, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(steps, fc.array(name, { minLength: 20, maxLength: 40 }), (sets, hosts) => {
        const named = sets.map((names, step) => [`PROXY p${step}:1`, names] as const);
        const pac = compiled(
          named.map(([route, names]) => [route, namesTest(names)] as const),
          { encodings: [{ ...form, fits: () => true }] },
        );
        expect(hosts.map((host) => pac.ask(about(host)))).toEqual(hosts.map(oracle(named)));
      }),
      { numRuns: 200 },
    );
  });

  test('tells names apart that share more characters than there are markers', () => {
    for (const shared of [46, 47, 48, 49, 50, 100]) {
      const parent = `${'p'.repeat(shared - 1)}`.replace(/(.{40})/g, '$1.');
      const names = ['a', 'ab', 'ac', 'b'].map((label) => `${label}.${parent}`);
      const pac = compiled([['PROXY p:1', namesTest(names.map((name) => ({ name, match: 'exact' })))]], {
        encodings: [{ ...form, fits: () => true }],
      });
      const hosts = [...names, parent, `a${parent}`, `aa.${parent}`, `c.${parent}`];
      expect(hosts.filter((host) => pac.ask(about(host)) === 'PROXY p:1')).toEqual(names);
    }
  });

  test('finds names of several blocks that share much with each other', () => {
    const names = Array.from({ length: 1_200 }, (_, at) => `${String(at).padStart(4, '0')}.example`);
    const pac = compiled([['PROXY p:1', namesTest(names.map((name) => ({ name, match: 'suffix' })))]], {
      encodings: [{ ...form, fits: () => true }],
    });
    const hosts = [...names, ...names.map((name) => `x.${name}`)];
    expect(hosts.filter((host) => pac.ask(about(host)) !== 'PROXY p:1')).toEqual([]);
    expect(['x0001.example', '1200.example', '01.example', 'example'].map((host) => pac.ask(about(host)))).toEqual(
      Array(4).fill('DIRECT'),
    );
  });

  test('finds names that end with any character, behind any number of shared ones', () => {
    const characters = [...'0123456789abcdefghijklmnopqrstuvwxyz'];
    const names = [1, 2, 23, 24, 25, 26, 27, 28, 36, 37, 38, 39, 40, 60].flatMap((length) => {
      const stem = 'm'.repeat(length - 1);
      return characters.flatMap((last, at) => (at % 3 === 0 ? [] : [`${stem}${last}.z${length}.example`]));
    });
    const pac = compiled([['PROXY p:1', namesTest(names.map((name) => ({ name, match: 'suffix' })))]], {
      encodings: [{ ...form, fits: () => true }],
    });
    const near = names.flatMap((name) => [name.slice(1), `m${name}`, `${name}e`, name.replace('.', '0.')]);
    const hosts = [...names, ...names.map((name) => `x.${name}`), ...near];
    const known = new Set(names);
    const isInside = (host: string) => known.has(host) || known.has(host.slice(2));
    expect(hosts.filter((host) => (pac.ask(about(host)) === 'PROXY p:1') !== isInside(host))).toEqual([]);
  });

  test('finds names with frequent phrases that a script may not keep under their text', () => {
    const names = Array.from({ length: 300 }, (_, at) => {
      const first = at % 2 === 0 ? (at % 7).toString() : `__proto__${(at % 19).toString(36)}`;
      return `${first}.n${at >> 1}.example`;
    });
    const pac = compiled([['PROXY p:1', namesTest(names.map((name) => ({ name, match: 'suffix' })))]], {
      encodings: [{ ...form, fits: () => true }],
    });
    const hosts = [...names, ...names.map((name) => `x.${name}`), ...names.map((name) => `x${name}`)];
    expect(hosts.map((host) => pac.ask(about(host)) === 'PROXY p:1')).toEqual(hosts.map((_, at) => at < 600));
  });

  test('takes a name of 253 characters', () => {
    const long = `${'a.'.repeat(126)}b`;
    const pac = compiled([['PROXY p:1', namesTest([{ name: long, match: 'exact' }])]], {
      encodings: [{ ...form, fits: () => true }],
    });
    expect(long).toHaveLength(253);
    expect([long, `a.${long}`, long.slice(2)].map((host) => pac.ask(about(host)))).toEqual([
      'PROXY p:1',
      'DIRECT',
      'DIRECT',
    ]);
  });
});

test('names that change no answer are not printed', () => {
  const pac = compiled([
    ['PROXY p:1', namesTest([{ name: 'corp.example', match: 'suffix' }])],
    ['PROXY q:1', namesTest([{ name: 'never-printed.corp.example', match: 'suffix' }])],
    ['PROXY p:1', namesTest([{ name: 'neither.corp.example', match: 'exact' }])],
  ]);
  expect(pac.text).toContain('corp.example');
  expect(pac.text).not.toMatch(/never-printed|neither|PROXY q/);
});

test('an exception below a parent stays, whatever stands in front of it', () => {
  const pac = compiled([
    ['DIRECT', namesTest([{ name: 'in.corp.example', match: 'suffix' }])],
    ['PROXY p:1', namesTest([{ name: 'corp.example', match: 'suffix' }])],
    ['PROXY q:1', namesTest([{ name: 'out.corp.example', match: 'suffix' }])],
  ]);
  const hosts = ['in.corp.example', 'x.in.corp.example', 'corp.example', 'out.corp.example', 'example'];
  expect(hosts.map((host) => pac.ask(about(host)))).toEqual(['DIRECT', 'DIRECT', 'PROXY p:1', 'PROXY p:1', 'DIRECT']);
});
