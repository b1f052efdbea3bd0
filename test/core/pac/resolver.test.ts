import { describe, expect, test } from 'vitest';
import type { Test } from '../../../worker/core/pac/program.ts';
import type { Question } from '../../engines/engine.ts';
import { about, compiled } from './run.ts';

const TEN = { family: 4, first: 0x0a000000n, last: 0x0affffffn } as const;
const RESOLVED: Test = { is: 'ranges', on: 'address', ranges: [TEN] };
const CLIENT: Test = { is: 'ranges', on: 'client', ranges: [TEN] };
const names = (...all: string[]): Test => ({ is: 'names', names: all.map((name) => ({ name, match: 'suffix' })) });
const port = (number: number): Test => ({ is: 'port', ranges: [[number, number]] });
const DNS = { 'a.example': '10.0.0.1', 'b.example': '192.0.2.1' };

/** The answer, and how often the script asked for addresses to find it. */
function asked(steps: readonly (readonly [string, Test])[], host: string, more: Partial<Question> = {}) {
  const pac = compiled(steps);
  const answer = pac.ask(about(host, { dns: DNS, clientIp: '10.0.0.9', ...more }));
  return [answer, pac.calls().dnsResolve, pac.calls().myIpAddress];
}

describe('dnsResolve is called', () => {
  test('at most once per call, however many rules need it', () => {
    const steps = [
      ['PROXY p:1', { is: 'all', of: [RESOLVED, port(1)] }],
      ['PROXY q:1', { is: 'ranges', on: 'address', ranges: [{ family: 4, first: 1n, last: 2n }] }],
      ['PROXY r:1', { is: 'not', of: { is: 'any', of: [RESOLVED, port(2)] } }],
      ['PROXY s:1', RESOLVED],
    ] as const;
    expect(asked(steps, 'a.example')).toEqual(['PROXY s:1', 1, 0]);
    expect(asked(steps, 'b.example')).toEqual(['PROXY r:1', 1, 0]);
    expect(asked(steps, 'nowhere.example')).toEqual(['PROXY r:1', 1, 0]);
  });

  test('anew for every call', () => {
    const pac = compiled([['PROXY p:1', RESOLVED]]);
    const answers = ['10.0.0.1', '192.0.2.1', null, '10.0.0.2'].map((address) =>
      pac.ask(about('a.example', { dns: { 'a.example': address } })),
    );
    expect(answers).toEqual(['PROXY p:1', 'DIRECT', 'DIRECT', 'PROXY p:1']);
  });

  test('never for literals', () => {
    for (const host of ['10.0.0.1', '192.0.2.1', '[::1]', '::1'])
      expect(asked([['PROXY p:1', RESOLVED]], host)[1]).toBe(0);
  });

  test('never for hosts that an earlier rule has decided', () => {
    const steps = [
      ['PROXY n:1', names('a.example')],
      ['PROXY p:1', RESOLVED],
    ] as const;
    expect(asked(steps, 'www.a.example')).toEqual(['PROXY n:1', 0, 0]);
    expect(asked(steps, 'b.example')).toEqual(['DIRECT', 1, 0]);
  });

  test('never where a cheaper part of the condition already fails or suffices', () => {
    expect(asked([['PROXY p:1', { is: 'all', of: [RESOLVED, port(1)] }]], 'a.example')).toEqual(['DIRECT', 0, 0]);
    expect(asked([['PROXY p:1', { is: 'any', of: [RESOLVED, port(443)] }]], 'a.example')).toEqual(['PROXY p:1', 0, 0]);
  });

  test('never where the answer would be the same without it', () => {
    const steps = [
      ['PROXY p:1', RESOLVED],
      ['PROXY p:1', names('a.example')],
      ['PROXY q:1', port(8443)],
      ['PROXY p:1', { is: 'scheme', schemes: ['https'] }],
    ] as const;
    expect(asked(steps, 'a.example')).toEqual(['PROXY p:1', 0, 0]);
    expect(asked(steps, 'b.example')).toEqual(['PROXY p:1', 0, 0]);
    expect(asked(steps, 'b.example', { url: 'https://b.example:8443/' })).toEqual(['PROXY q:1', 1, 0]);
    expect(asked(steps, 'b.example', { url: 'http://b.example/' })).toEqual(['DIRECT', 1, 0]);
  });

  test('never by scripts whose rules do not resolve', () => {
    const { text } = compiled([['PROXY p:1', { is: 'ranges', on: 'host', ranges: [TEN] }]]);
    expect(text).not.toMatch(/dnsResolve|myIpAddress/);
  });
});

describe('myIpAddress is called', () => {
  test('once per call, and only where a rule on the client is reached', () => {
    const steps = [
      ['PROXY n:1', names('a.example')],
      ['PROXY c:1', { is: 'all', of: [CLIENT, port(443)] }],
      ['PROXY d:1', { is: 'not', of: CLIENT }],
    ] as const;
    expect(asked(steps, 'a.example')).toEqual(['PROXY n:1', 0, 0]);
    expect(asked(steps, 'b.example')).toEqual(['PROXY c:1', 0, 1]);
    expect(asked(steps, 'b.example', { url: 'http://b.example/', clientIp: '192.0.2.1' })).toEqual(['PROXY d:1', 0, 1]);
  });
});
