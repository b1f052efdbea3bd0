/** Which addresses does a name have? DNS over HTTPS (RFC 8484), asked by the service itself. */
import type { IpAddress } from '../core/net/address.ts';
import { type DnsAnswer, decodeAnswer, encodeQuery, type RecordType } from '../core/probe/dns-message.ts';

/** What a resolver says of a name: its addresses (at least one), or why there are none. */
export type Resolved =
  | { readonly addresses: readonly IpAddress[] }
  | { readonly failed: 'no-such-name' | 'no-address' | 'resolver' };

export type Resolve = (name: string) => Promise<Resolved>;

/** An answer of a few addresses fits into 512 bytes; more than this is not read. */
const MAX_ANSWER_BYTES = 8_192;
const RESOLVER_MS = 3_000;

/** A resolver that asks this URL for A and AAAA. Both must be answered: an unseen address could not be judged. */
export function resolveOver(dohUrl: string, fetcher: typeof fetch = fetch): Resolve {
  return async (name) => {
    const answers = await Promise.all((['A', 'AAAA'] as const).map((type) => ask(dohUrl, fetcher, name, type)));
    const failed = answers.find((answer) => 'failed' in answer && answer.failed === 'unusable');
    if (failed !== undefined) return { failed: 'resolver' };
    const addresses = answers.flatMap((answer) => ('addresses' in answer ? answer.addresses : []));
    if (addresses.length > 0) return { addresses };
    return { failed: answers.some((answer) => 'failed' in answer) ? 'no-such-name' : 'no-address' };
  };
}

async function ask(url: string, fetcher: typeof fetch, name: string, type: RecordType): Promise<DnsAnswer> {
  try {
    const response = await fetcher(url, {
      method: 'POST',
      headers: { 'content-type': 'application/dns-message', accept: 'application/dns-message' },
      body: encodeQuery(name, type),
      redirect: 'manual',
      signal: AbortSignal.timeout(RESOLVER_MS),
    });
    if (response.status !== 200) return { failed: 'unusable' };
    const message = new Uint8Array(await response.arrayBuffer());
    return message.length > MAX_ANSWER_BYTES ? { failed: 'unusable' } : decodeAnswer(message);
  } catch {
    return { failed: 'unusable' };
  }
}
