/** Which addresses does a name have? DNS over HTTPS (RFC 8484), asked by the service itself. */
import type { IpAddress } from '../core/net/address.ts';
import { type DnsAnswer, decodeAnswer, encodeQuery, type RecordType } from '../core/probe/dns-message.ts';

/** What a resolver says of a name: its addresses (at least one), or why there are none. `reason`: what is wrong with the resolver. */
export type Resolved =
  | { readonly addresses: readonly IpAddress[] }
  | { readonly failed: 'no-such-name' | 'no-address' | 'resolver'; readonly reason?: string };

/** Asks for the addresses of a name; never rejects. */
export type Resolve = (name: string) => Promise<Resolved>;

/** An answer of a few addresses fits into 512 bytes; more than this is not read. */
const MAX_ANSWER_BYTES = 8_192;
const RESOLVER_MS = 3_000;

/** A resolver that asks this URL for A and AAAA. Both must be answered: an unseen address could not be judged. */
export function resolveOver(dohUrl: string, fetcher: typeof fetch = fetch): Resolve {
  return async (name) => {
    const answers = await Promise.all((['A', 'AAAA'] as const).map((type) => ask(dohUrl, fetcher, name, type)));
    for (const answer of answers) {
      if ('failed' in answer && answer.failed === 'unusable') {
        return { failed: 'resolver', reason: `the resolver ${answer.reason}` };
      }
    }
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
    if (response.status !== 200) return unusable(statusText(response.status));
    const message = new Uint8Array(await response.arrayBuffer());
    if (message.length > MAX_ANSWER_BYTES) return unusable(`answers with more than ${MAX_ANSWER_BYTES} bytes`);
    return decodeAnswer(message);
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return unusable(isLate ? `does not answer within ${RESOLVER_MS / 1_000} s` : 'cannot be reached');
  }
}

function unusable(reason: string): DnsAnswer {
  return { failed: 'unusable', reason };
}

function statusText(status: number): string {
  const isRedirect = status >= 300 && status < 400;
  return isRedirect ? `redirects (HTTP ${status}), which is not followed` : `answers HTTP ${status}`;
}
