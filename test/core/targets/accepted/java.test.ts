/** Do Java and Gradle read what is rendered for them as it is meant? */
import { describe, expect, test } from 'vitest';
import { pathOf, program, testWith } from '../../../programs.ts';
import { textOf, textsOf } from './rendered.ts';
import { runIn, withFiles } from './run.ts';

/** Maven brings it. */
const JAVA = program({ name: 'Java', candidates: ['java'], package: 'maven' });

/** The properties of a file of arguments, as it was rendered. */
const argumentsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(text.matchAll(/^"-D([^=]+)=(.*)"$/gm), ([, name = '', value = '']) => [name, value] as const),
  );

describe('java', () => {
  testWith(JAVA)('is read by the launcher, by its name and by JDK_JAVA_OPTIONS', () => {
    for (const fixture of ['fixed-rules', 'fixed-socks4', 'fixed-ipv6']) {
      const text = textOf('java', fixture);
      const wanted = argumentsIn(text);
      expect(Object.keys(wanted).length, fixture).toBeGreaterThan(3);
      withFiles({ 'proxy.args': text }, (folder) => {
        const show = ['-XshowSettings:properties', '-version'];
        for (const { stderr } of [
          runIn(folder, pathOf(JAVA), ['@proxy.args', ...show]),
          runIn(folder, pathOf(JAVA), show, { JDK_JAVA_OPTIONS: '@proxy.args' }),
        ]) {
          const lines = stderr.split('\n').map((line) => line.trim());
          for (const [name, value] of Object.entries(wanted)) {
            // Values with a colon are shown one part a line.
            if (!value.includes(':')) expect(lines, fixture).toContain(`${name} = ${value}`);
          }
        }
      });
    }
  });

  testWith(JAVA)('starts with every text, also with the one that sets nothing', () => {
    for (const { name, text } of textsOf('java').filter((one) => !one.name.startsWith('fixed-long'))) {
      const { status } = withFiles({ 'proxy.args': text }, (folder) =>
        runIn(folder, pathOf(JAVA), ['-XX:TieredStopAtLevel=1', '@proxy.args', '-version']),
      );
      expect(status, name).toBe(0);
    }
  });
});

describe('gradle', () => {
  /** java.util.Properties, load: one line a property here, `\` begins an escape. */
  const properties = (text: string): Record<string, string> =>
    Object.fromEntries(
      text
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => {
          const [, name = '', value = ''] = /^([^=:\s\\]+)=(.*)$/.exec(line) ?? [];
          return [name, value.replace(/\\(.)/g, '$1')] as const;
        }),
    );

  test('has the properties of java, each behind systemProp.', () => {
    for (const fixture of ['fixed-rules', 'fixed-socks4', 'fixed-socks5', 'fixed-ipv6', 'fixed-long']) {
      const wanted = Object.entries(argumentsIn(textOf('java', fixture)));
      expect(properties(textOf('gradle', fixture)), fixture).toEqual(
        Object.fromEntries(wanted.map(([name, value]) => [`systemProp.${name}`, value])),
      );
    }
  });

  test('gives SOCKS what has no http proxy, with a list of its own', () => {
    expect(properties(textOf('gradle', 'fixed-socks5'))).toMatchObject({
      'systemProp.socksProxyHost': 'socks.corp.example',
      'systemProp.socksProxyVersion': '5',
      'systemProp.socksNonProxyHosts': expect.stringContaining('*.corp.example'),
    });
  });
});
