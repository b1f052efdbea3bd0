/**
 * What does a text of iptables-save decide about the packet that begins a flow? Chains are walked as the kernel does, with
 * returns; lines that are told to be gone are passed over.
 */
import type { OracleFlow } from '../oracle.ts';
import { unknown, within } from './reading.ts';

type Verdict = 'ACCEPT' | 'DROP' | 'RETURN' | null;

export function readIptables(
  text: string,
  { chain, gone = new Set() }: { readonly chain: string; readonly gone?: ReadonlySet<number> },
): (flow: OracleFlow) => 'allow' | 'deny' {
  const chains = new Map<string, { readonly words: string[]; readonly line: number }[]>();
  const policies = new Map<string, string>();
  for (const [at, line] of text.split('\n').entries()) {
    const [, name = '', policy = ''] = /^:(\S+) (\S+)/.exec(line) ?? [];
    if (name !== '') policies.set(name, policy);
    const words = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
    if (words[0] !== '-A') continue;
    const own = chains.get(words[1] ?? '') ?? [];
    chains.set(words[1] ?? '', own);
    own.push({ words: words.slice(2), line: at + 1 });
  }
  const walk = (name: string, flow: OracleFlow): Verdict => {
    for (const { words, line } of chains.get(name) ?? []) {
      if (gone.has(line) || !isMatch(words, flow)) continue;
      const target = words[words.indexOf('-j') + 1] ?? '';
      if (!words.includes('-j') || target === 'LOG') continue;
      if (target === 'RETURN') return 'RETURN';
      if (target === 'ACCEPT' || target === 'DROP') return target;
      if (target === 'REJECT') return 'DROP';
      const inner = chains.has(target) || policies.has(target) ? walk(target, flow) : unknown(words.join(' '));
      if (inner === 'ACCEPT' || inner === 'DROP') return inner;
    }
    return null;
  };
  return (flow) => {
    const verdict = walk(chain, flow);
    const end = verdict === 'ACCEPT' || verdict === 'DROP' ? verdict : policies.get(chain);
    return end === 'ACCEPT' ? 'allow' : 'deny';
  };
}

/** Each option with its value holds, or with `!` in front does not. */
function isMatch(words: readonly string[], flow: OracleFlow): boolean {
  let isNot = false;
  for (let at = 0; at < words.length; at++) {
    const [option = '', value = ''] = [words[at], words[at + 1]];
    if (option === '!') {
      isNot = true;
      continue;
    }
    if (option === '-j') return true;
    if (holds(option, value, flow) === isNot) return false;
    isNot = false;
    at += option === '--tcp-flags' ? 2 : 1;
  }
  return true;
}

function holds(option: string, value: string, { src, dst, protocol, port }: OracleFlow): boolean {
  const inPorts = (list: string) =>
    list.split(',').some((span) => {
      const [first = 0, last = first] = span.split(':').map(Number);
      return first <= port && port <= last;
    });
  switch (option) {
    case '-s':
      return within([value])(src);
    case '-d':
      return within([value])(dst);
    case '--src-range':
      return within([value])(src);
    case '-p':
      return value === protocol;
    case '--dport':
    case '--dports':
      return inPorts(value);
    case '--ctstate':
      return value.split(',').includes('NEW');
    case '--tcp-flags':
      return true;
    case '-m':
    case '--comment':
      return true;
    default:
      return unknown(`${option} ${value}`);
  }
}
