/** Who says which addresses a name has? A resolver over HTTPS (RFC 8484) for the names of a test. */
import { createServer, type Server } from 'node:http';

/** Names with their IPv4 addresses. Each answer is the next one of the name; the last one stays. */
export type Names = Record<string, (readonly string[])[]>;

/**
 * A resolver that is not listening yet: addresses for A, an empty answer for AAAA, no such name for all others. `asked`
 * counts the questions for A of each name.
 */
export function dohServer(names: Names, asked = new Map<string, number>()): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => response.end(dnsAnswer(Buffer.concat(chunks), names, asked)));
  });
}

function dnsAnswer(query: Buffer, names: Names, asked: Map<string, number>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += length + 1;
  }
  const name = labels.join('.');
  const isA = query.readUInt16BE(at + 1) === 1;
  const times = asked.get(name) ?? 0;
  if (isA) asked.set(name, times + 1);
  const answers = names[name] ?? [];
  const addresses = isA ? (answers[Math.min(times, answers.length - 1)] ?? []) : [];
  const records = addresses.flatMap((text) => [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...text.split('.').map(Number)]);
  const code = names[name] === undefined ? 3 : 0;
  const head = Buffer.from([0, 0, 0x81, 0x80 | code, 0, 1, 0, addresses.length, 0, 0, 0, 0]);
  return Buffer.concat([head, query.subarray(12, at + 5), Buffer.from(records)]);
}
