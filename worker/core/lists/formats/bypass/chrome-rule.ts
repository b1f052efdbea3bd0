/** What does one bypass rule of Chromium mean? Pure. */
import type { Condition } from '../../../../../schemas/condition.ts';
import { isRefused } from '../../../net/refused.ts';
import { conditionOf } from '../../condition-of.ts';
import { conditionRead, type Reading } from '../../item.ts';
import { addressRead, readHostPattern, readName, readRange } from '../../read-host.ts';

const SHAPE = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[0-9a-f:.]+\]|[^:/\s]+)(?::([0-9]{1,5}))?\/?$/i;

/**
 * Chromium, net/docs/proxy.md, "Proxy config URL patterns": `[scheme://]host[:port]` with `*` and `?` in the host,
 * where a host without them is the whole host and a dot in front means below; an address; a range, which holds for
 * literals only and whose IPv6 form has no brackets; `<local>` for names without a dot.
 */
export function readBypassRule(text: string): Reading {
  if (/^<local>$/i.test(text)) return conditionRead({ plain: true });
  if (/^<.*>$/.test(text)) {
    return {
      code: 'list.untestable',
      error: 'expected a rule about hosts: clients do not ask a PAC about loopback hosts',
    };
  }
  if (/^[0-9a-f:.]+\/[0-9]+$/i.test(text)) return readRange(text);
  const bare = addressRead(text);
  if (bare !== null) return bare;
  const [, scheme, host = '', port] = SHAPE.exec(text) ?? [];
  if (host === '') return { code: 'list.unreadable', error: 'expected [scheme://]host[:port], a range or <local>' };
  const read = readBypassHost(host);
  if (isRefused(read) || (scheme === undefined && port === undefined)) return read;
  const more: Condition = {
    ...(scheme === undefined ? {} : { scheme: scheme.toLowerCase() }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
  return { ...read, meaning: { is: 'condition', condition: { ...conditionOf(read.meaning), ...more } } };
}

function readBypassHost(host: string): Reading {
  if (host.startsWith('.') && !/[*?]/.test(host)) return readName(host.slice(1), 'below');
  return addressRead(host) ?? readHostPattern(host.startsWith('.') ? `*${host}` : host);
}
