/** Is what a target tells of its list true of the list, in words that fit it? */
import { describe, expect, test } from 'vitest';
import { renderTarget } from '../../../worker/core/targets/render.ts';
import { inputOf } from './fixtures.ts';

const proxies = { web: { scheme: 'http', host: 'web.example', port: 3128 } };

/** The messages of one code for a profile of these direct hosts. */
function messages(id: string, code: string, when: object): string[] {
  const profile = { proxies, rules: [{ when, use: 'direct' }], default: 'web' };
  const { findings = [] } = renderTarget(id, inputOf(profile, { mode: 'fixed' })) ?? {};
  return findings.filter((one) => one.code === code).map(({ message }) => message);
}

describe('what goes direct always', () => {
  test('is told of aws without calling the metadata of an instance something that browsers do', () => {
    expect(messages('aws', 'target.loopback', { domain: 'corp.example' })).toEqual([
      expect.stringMatching(
        / localhost, 127\.0\.0\.1, ::1 go direct, as browsers do by themselves, and 169\.254\.169\.254, fd00:ec2::254, which are the instance’s own metadata$/,
      ),
    ]);
  });
});

describe('names that begin like addresses', () => {
  test('are told with the range that the example is for', () => {
    const told = messages('ssh', 'target.bypass-wider', { cidr: '10.1.2.0/23' });
    expect(told).toEqual([expect.stringContaining('as 10.1.example does for 10.1.0.0/16')]);
  });
});

describe('kde', () => {
  test('says names without a dot', () => {
    expect(messages('kde', 'target.bypass-lost', { plain: true })).toEqual([]);
    const profile = { proxies, rules: [{ when: { plain: true }, use: 'direct' }], default: 'web' };
    expect(renderTarget('kde', inputOf(profile, { mode: 'fixed' }))?.text).toMatch(/^NoProxyFor=.*,<local>$/m);
  });
});
