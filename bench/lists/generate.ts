/** Which lists are measured? Made from a number, the same on every machine. */
import { dice } from '../firewall/generate.ts';

const WORDS = ['shop', 'news', 'cdn', 'mail', 'game', 'static', 'video', 'api', 'img', 'play', 'data', 'ads'];
const ENDS = ['com', 'net', 'org', 'cn', 'com.cn', 'de', 'co.jp', 'io', 'xyz', 'top'];

/** Names as published lists have them, in no order; one in twenty lies below another. */
export function* names(count: number, seed = 1): Generator<string> {
  const roll = dice(seed);
  for (let k = 0; k < count; k++) {
    const word = WORDS[roll(WORDS.length)];
    const name = `${word}${roll(16_777_216).toString(36)}${k % 3 === 0 ? '-cdn' : ''}.${ENDS[roll(ENDS.length)]}`;
    yield roll(20) === 0 ? `www.${name}` : name;
  }
}

/** Texts of about 64 Ki characters, as a store or a download hands them over. */
export function* chunked(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length >= 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

/** A list of a format over names. */
export const TEXTS: Readonly<Record<string, (count: number) => Iterable<string>>> = {
  domains: (count) => names(count),
  hosts: (count) => mapped(names(count), (name) => `0.0.0.0 ${name}`),
  adblock: (count) => mapped(names(count), (name, k) => (k % 50 === 0 ? `@@||api.${name}^` : `||${name}^`)),
  switchy: (count) => mapped(names(count), (name, k) => (k % 50 === 0 ? `!*.${name}` : `*.${name}`)),
  clash: (count) => mapped(names(count), (name) => `DOMAIN-SUFFIX,${name}`),
  'sing-box': (count) => document(mapped(names(count), (name) => JSON.stringify(name))),
  cidr: (count) => mapped(names(count), (_, k) => `${1 + (k % 220)}.${(k >> 8) & 255}.${(k * 7) & 255}.${k & 254}/31`),
};

function* mapped(lines: Iterable<string>, map: (line: string, index: number) => string): Generator<string> {
  let index = 0;
  for (const line of lines) yield map(line, index++);
}

/** A rule set of sing-box with one entry a line. */
function* document(entries: Iterable<string>): Generator<string> {
  yield '{ "version": 3, "rules": [ { "domain_suffix": [';
  let separator = '';
  for (const entry of entries) {
    yield `${separator}${entry}`;
    separator = ',';
  }
  yield '] } ] }';
}
