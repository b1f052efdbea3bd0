/** Is docs/following.md right: its example, its words for codes, its header? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { Policy } from '../../schemas/firewall.ts';
import { Profile } from '../../schemas/profile.ts';
import { buildProfile } from '../../worker/core/build.ts';
import { isFindingCode } from '../../worker/core/findings/codes.ts';
import { parsed } from '../core/firewall/parsed.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const page = read('following.md');
const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];

/** Guests reach the SOCKS server and no web server but the portal's; staff everything. */
const CAMPUS = Policy.parse({
  zones: { staff: { networks: ['10.20.0.0/16'] }, guests: { networks: ['10.99.0.0/16'] } },
  rules: [
    { action: 'allow', from: 'staff', to: 'any' },
    { action: 'allow', from: 'guests', to: 'socks.corp.example', ports: 1080 },
    { id: 'no-direct', action: 'deny', from: 'any', to: 'any', ports: '1-1023' },
  ],
});

test('docs/following.md shows a profile that builds, with the header that it shows', () => {
  const profile = Profile.parse(parse(example));
  const { artifacts, findings } = buildProfile({ id: 'hq', profile, firewall: parsed(CAMPUS), now: 0 });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const guests = artifacts.find(({ zone }) => zone === 'guests')?.text ?? '';
  const [, header = ''] = /```\n( \* .*?)```/s.exec(page) ?? [];
  expect(header.trimEnd().split('\n').length).toBe(3);
  expect(guests).toContain(header);
});

test('docs/following.md names codes that exist', () => {
  const codes = [...page.matchAll(/`((?:firewall|zone|proxy)\.[a-z-]+)`/g)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(7);
  for (const code of codes) expect([code, isFindingCode(code)]).toEqual([code, true]);
});

test('other pages lead to docs/following.md', () => {
  expect(read('profile.md')).toContain('(following.md)');
  expect(read('firewall.md')).toContain('(following.md)');
});
