/** Is the text of a name what the service hands out? */
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { buildProfile } from '../../../worker/core/build.ts';
import { BOOTSTRAPS } from '../../../worker/core/targets/install/bootstrap.ts';
import { TARGETS } from '../../../worker/core/targets/table.ts';
import { TEXT_NAMES, type TextSubject, textFor } from '../../../worker/core/targets/text.ts';
import { parsed } from '../firewall/parsed.ts';
import { CAMPUS } from '../firewall/policies.ts';
import { NOW } from '../follow/following.ts';

const profile = Profile.parse({
  proxies: {
    squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128, addresses: ['10.4.0.8'] },
    tls: { scheme: 'https', host: 'proxy2.corp.example', port: 8443 },
  },
  routes: { office: ['squid', 'tls'] },
  rules: [{ when: { zone: 'guests', domain: 'lab.example' }, use: 'direct' }],
  default: 'office',
  firewall: 'campus',
});
const subject: TextSubject = {
  id: 'hq',
  profile,
  policy: parsed(CAMPUS),
  now: NOW,
  zone: null,
  pacUrl: 'https://portolan.example/pac/hq/KEY.pac',
  mode: 'pac',
  action: 'apply',
  flavour: 'generic',
};

describe('textFor', () => {
  test('pac is the artifact of the build, for every zone and flavour', () => {
    const { artifacts } = buildProfile({ id: 'hq', profile, firewall: subject.policy, now: NOW });
    expect(artifacts.length).toBeGreaterThan(6);
    for (const { zone, for: flavour, text } of artifacts) {
      expect(textFor('pac', { ...subject, zone, flavour })).toMatchObject({ text, findings: [] });
    }
  });

  test('knows every target and both installers, and nothing else', () => {
    expect(TEXT_NAMES).toEqual([...TARGETS.keys(), ...BOOTSTRAPS.keys()]);
    expect(textFor('install.sh', subject)?.filename).toBe('install.sh');
    for (const name of ['', 'gti', 'constructor', '__proto__']) expect(textFor(name, subject)).toBeNull();
  });

  test('leaves out what the policy lets nobody of the zone reach', () => {
    const squid = (zone: string | null) =>
      textFor('git', { ...subject, mode: 'fixed', zone })?.text?.includes('proxy.corp.example:3128');
    expect([squid(null), squid('staff'), squid('guests')]).toEqual([true, true, false]);
  });

  test('tells what is wrong with rules that cannot be read, and has no text then', () => {
    const broken = textFor('git', { ...subject, policy: null });
    expect(broken?.text).toBeNull();
    expect(broken?.findings).toContainEqual(expect.objectContaining({ severity: 'error', path: '/rules/0/when/zone' }));
  });
});
