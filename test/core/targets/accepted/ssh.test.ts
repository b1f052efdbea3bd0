/** Does ssh read what is rendered for it as it is meant? */
import { describe, expect } from 'vitest';
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { FIXTURES, type Fixture } from '../fixtures.ts';
import { textOf, textsOf } from './rendered.ts';
import { runIn, withFiles } from './run.ts';

const SSH = program({ name: 'ssh', candidates: ['ssh'], package: 'openssh-client' });

/** The command that ssh would reach a host by; null: none. */
function commandFor(text: string, host: string): string | null {
  return withFiles({ config: text }, (folder) => {
    const { status, stdout, stderr } = runIn(folder, pathOf(SSH), ['-T', '-F', 'config', '-G', host]);
    expect([status, stderr], text).toEqual([0, '']);
    return /^proxycommand (.*)$/m.exec(stdout)?.[1] ?? null;
  });
}

describe('ssh', () => {
  testWith(SSH)('takes every text, and reaches strangers by the proxy until it is removed', () => {
    for (const { name, text } of textsOf('ssh')) {
      const command = commandFor(text, 'outside.example');
      if (name.endsWith('remove')) expect(command, name).toBeNull();
      else
        expect(command, name).toMatch(
          /^nc -X (?:connect|4|5) -x (?:[a-z0-9.-]+|\[[0-9a-f:]+\]|[a-z0-9_.-]+):[0-9]+ %h %p$/,
        );
    }
  });

  testWith(SSH)('goes past it for what a rule sends direct, names without a dot and ranges too', () => {
    const text = textOf('ssh', 'fixed-rules');
    for (const host of [
      'intranet',
      'corp.example',
      'a.b.corp.example',
      'x.dmz.example',
      'node7.example',
      '10.1.2.3',
      '172.31.0.9',
      '127.0.0.1',
      '2001:db8::7',
      'localhost',
    ]) {
      expect(commandFor(text, host), host).toBeNull();
    }
    for (const host of ['dmz.example', 'notcorp.example', 'node77.example', '172.32.0.1', '192.0.2.8', '2001:db8::8']) {
      expect(commandFor(text, host), host).toBe('nc -X connect -x first.example:3128 %h %p');
    }
  });

  testWith(SSH)('tells that names without a dot are aliases, too', () => {
    const text = `${textOf('ssh', 'fixed-http')}Host gh\n  HostName outside.example\n`;
    expect(commandFor(text, 'gh')).toBeNull();
    expect(commandFor(text, 'outside.example')).not.toBeNull();
    const { findings } = renderTarget('ssh', FIXTURES.find(({ name }) => name === 'fixed-http') as Fixture) ?? {};
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'target.bypass-wider',
        path: '/rules/0',
        message: expect.stringContaining('alias'),
      }),
    );
  });

  testWith(SSH)('speaks the version of SOCKS that the proxy has', () => {
    expect(commandFor(textOf('ssh', 'fixed-socks5'), 'outside.example')).toContain('-X 5 ');
    expect(commandFor(textOf('ssh', 'fixed-socks4'), 'outside.example')).toContain('-X 4 ');
  });
});
