/** Does the table of targets say of itself what is true? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { targetsExample } from '../../../docs/targets-example.ts';
import { TargetList } from '../../../schemas/targets.ts';
import { PLACES } from '../../../worker/core/targets/install/places.ts';
import { PS_PLACES } from '../../../worker/core/targets/install/ps-places.ts';
import { targetsPage } from '../../../worker/core/targets/page.ts';
import { renderTarget } from '../../../worker/core/targets/render.ts';
import { TARGETS, targetEntries } from '../../../worker/core/targets/table.ts';
import { modesOf } from '../../../worker/core/targets/target.ts';
import { FIXTURES } from './fixtures.ts';

const all = [...TARGETS.values()];

describe('TARGETS', () => {
  test('has every target that is asked for, once', () => {
    const wanted =
      'pac macos-mobileconfig ios-mobileconfig wifi-mobileconfig macos-networksetup windows-registry windows-registry-machine windows-powershell windows-netsh intune-networkproxy windows-gpo chrome-policy chrome-registry chrome-plist edge-policy edge-registry edge-plist firefox-policies firefox-registry firefox-plist firefox-autoconfig chromeos-onc android-management android-adb linux-env shell-profile systemd-environment gnome-dconf gnome-gsettings kde networkmanager apt dnf zypper pacman snap docker-client docker-daemon containerd podman kubernetes git npm yarn pip conda curl wget ssh maven gradle java cargo vscode aws terraform homebrew wpad-dnsmasq wpad-isc-dhcp wpad-kea wpad-bind squid dante tinyproxy';
    expect(targetEntries().map(({ id }) => id)).toEqual(expect.arrayContaining(wanted.split(' ')));
    expect(new Set(targetEntries().map(({ id }) => id)).size).toBe(targetEntries().length);
    expect(targetEntries().length).toBeGreaterThanOrEqual(60);
  });

  test('goes out as the schema says', () => {
    expect(TargetList.parse({ items: targetEntries() })).toEqual({ items: targetEntries() });
  });

  test.each(all)('$id has a name, a primary source and a mode', (target) => {
    expect(target.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(target.sources.length).toBeGreaterThan(0);
    for (const { url } of target.sources) expect(URL.canParse(url)).toBe(true);
    expect(modesOf(target)).not.toEqual([]);
    expect(target.supports.scopes).not.toEqual([]);
  });

  test.each(all.filter(({ id }) => id !== 'pac'))('$id supports what it has the means for', (target) => {
    const { supports, dialect, hints, isServer } = target;
    expect(supports.bypass).toBe(dialect !== null);
    expect(supports.auth).toBe(hints !== undefined);
    expect(supports.schemes.length > 0).toBe(supports.fixed);
    expect(supports.pacReads.length > 0).toBe(supports.pac);
    if (supports.mandatory || supports.flavour !== 'generic') expect(supports.pac).toBe(true);
    if (supports.perScheme || supports.failover || supports.bypass) expect(supports.fixed).toBe(true);
    if (isServer) expect(supports.pac).toBe(false);
  });

  test.each(all)('$id renders every mode that it supports, and removal when it says so', ({ id, supports }) => {
    const knowsHttp = !supports.fixed || supports.schemes.includes('http');
    const input = FIXTURES.find(({ name }) => name === (knowsHttp ? 'fixed-http' : 'fixed-socks5'));
    if (input === undefined) throw new Error('expected the fixture');
    expect(renderTarget(id, { ...input, mode: 'pac' })?.text).not.toBeNull();
    expect(renderTarget(id, { ...input, mode: 'fixed' })?.text === null).toBe(!supports.fixed);
    expect(renderTarget(id, { ...input, action: 'remove' })?.text === null).toBe(!supports.remove);
  });

  test('renderTarget gives null for what is no target', () => {
    const [input] = FIXTURES;
    if (input === undefined) throw new Error('expected a fixture');
    expect(renderTarget('constructor', input)).toBeNull();
  });
});

describe('docs/targets.md', () => {
  test.each(all)('shows $id as it is rendered, with how it was checked and when', ({ id, checked }) => {
    const sections = targetsPage(targetsExample()).split(/^### /m);
    const section = sections.find((one) => one.startsWith(`<a id="${id}"></a>`));
    expect(section).toContain('\n````\n');
    expect(section).toContain(`\n- checked on ${checked.on} by: `);
  });

  test.each(all)('says what undoes $id, and where that goes', ({ id, removal }) => {
    const section = targetsPage(targetsExample())
      .split(/^### /m)
      .find((one) => one.startsWith(`<a id="${id}"></a>`));
    expect(removal).toMatch(/^\S.{30,}\.$/);
    expect(section).toMatch(/\n- removal: \S/);
  });

  test('says how a machine is set up, and names every place of both scripts', () => {
    const head = targetsPage(targetsExample()).split('\n## All of them\n')[0] ?? '';
    for (const { target } of PLACES) expect(head).toContain(`\n| [\`${target}\`](#${target}) |`);
    for (const { name, from } of PS_PLACES) expect(head).toContain(`\n| \`${name}\` | [\`${from.id}\`](#${from.id}) |`);
    for (const words of [
      '--dry-run',
      '--only apt',
      '--remove',
      '-DryRun',
      'publication.pacUrl',
      'end with 0',
      'with 2',
    ]) {
      expect(head).toContain(words);
    }
    const names = /--only ([a-z,-]+)/.exec(head)?.[1]?.split(',') ?? [];
    expect(PLACES.map(({ target }) => target)).toEqual(expect.arrayContaining(names));
    const places = /-Only ([a-z,-]+)/.exec(head)?.[1]?.split(',') ?? [];
    expect(PS_PLACES.map(({ name }) => name)).toEqual(expect.arrayContaining(places));
  });

  test('is what the table says; write it again with `node docs/write-targets.ts`', () => {
    expect(readFileSync(join(import.meta.dirname, '../../../docs/targets.md'), 'utf8')).toBe(
      targetsPage(targetsExample()),
    );
  });
});
