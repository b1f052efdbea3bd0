/** What does `host:port` of a bypass list mean? Pure. */
import { isRefused } from '../../../net/refused.ts';
import { conditionOf } from '../../condition-of.ts';
import type { Reading } from '../../item.ts';

const WITH_PORT = /^(\[[^\]]+\]|[^:]+):([0-9]{1,5})$/;

/** Reads an entry whose host may be followed by a port: then it holds for that port only. */
export function readWithPort(text: string, readHost: (host: string) => Reading): Reading {
  const [, host = text, port] = WITH_PORT.exec(text) ?? [];
  const read = readHost(host);
  if (port === undefined || isRefused(read)) return read;
  return { ...read, meaning: { is: 'condition', condition: { ...conditionOf(read.meaning), port: Number(port) } } };
}
