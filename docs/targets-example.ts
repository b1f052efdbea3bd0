/** For which profile are the targets of docs/targets.md rendered? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Profile } from '../schemas/profile.ts';
import { parseRuleSet } from '../worker/core/rules/ruleset.ts';
import { ALONE } from '../worker/core/rules/surroundings.ts';
import type { TargetInput } from '../worker/core/targets/render.ts';

/** docs/examples/headquarters.json, with Wi-Fi networks, as a service at portolan.example would hand it out. */
export function targetsExample(): TargetInput {
  const example = JSON.parse(readFileSync(join(import.meta.dirname, 'examples/headquarters.json'), 'utf8'));
  const wifi = [{ ssid: 'Headquarters', security: 'wpa2' }];
  const profile = Profile.parse({ ...example, devices: { identifier: 'com.example.proxy', wifi } });
  const ruleset = parseRuleSet(profile, ALONE, () => undefined);
  if (ruleset === null) throw new Error('expected an example without errors');
  return { id: 'headquarters', profile, ruleset, pacUrl: 'https://portolan.example/pac/headquarters/KEY.pac' };
}
