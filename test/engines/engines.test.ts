import { describe, expect, test } from 'vitest';
import { needPrograms } from '../programs.ts';
import type { Question } from './engine.ts';
import { ENGINES } from './table.ts';

const ECHO = `function FindProxyForURL(url, host) {
  var d = new Date();
  return [url, host, dnsResolve(host), myIpAddress(), d.getHours(), d.getUTCHours(), d.getFullYear()].join(' ');
}`;

const QUESTION: Question = {
  url: `http://a.example/'"\\%27?é`,
  host: 'a.example',
  clientIp: '10.0.0.7',
  dns: { 'a.example': '192.0.2.1' },
  now: { local: Date.UTC(2026, 0, 1, 1), utc: Date.UTC(2025, 11, 31, 23) },
};

describe.each(ENGINES)('$name', (engine) => {
  test('run shows URL, host, addresses and clocks to the script as the question has them', async (context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    const answers = await engine.run(ECHO, [QUESTION, { ...QUESTION, dns: {}, clientIp: '::1' }]);
    expect(answers).toEqual([
      `${QUESTION.url} a.example 192.0.2.1 10.0.0.7 1 23 2026`,
      `${QUESTION.url} a.example  ::1 1 23 2026`,
    ]);
  });

  test('run reports what the script throws and what is no string, and goes on', async (context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    const { clientIp: _, ...unknown } = QUESTION;
    const answers = await engine.run(ECHO, [unknown, QUESTION]);
    expect(answers[0]).toMatchObject({ error: expect.stringContaining('no address') });
    expect(answers[1]).toContain('10.0.0.7');
    const none = await engine.run('function FindProxyForURL() { return null; }', [QUESTION]);
    expect(none).toEqual([{ error: 'answered null' }]);
  });

  test('run rejects a text that does not load, and works afterwards', async (context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    await expect(engine.run('function FindProxyForURL( {', [QUESTION])).rejects.toThrow();
    expect(await engine.run('function FindProxyForURL() { return "DIRECT"; }', [QUESTION])).toEqual(['DIRECT']);
  });
});
