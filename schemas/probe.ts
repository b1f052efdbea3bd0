/** What does a live probe say on the wire? */
import * as z from 'zod';
import { Finding } from './finding.ts';
import { Name } from './words.ts';

/** What the network said. */
export const ProbeState = z.enum(['open', 'closed', 'filtered', 'unresolved', 'not-probeable']).meta({
  id: 'ProbeState',
  description:
    'open: something accepted the connection; closed: refused at once; filtered: no answer in time; unresolved: the name has no address here; not-probeable: Portolan does not connect there, and did not.',
});
export type ProbeState = z.infer<typeof ProbeState>;

/** What an open port speaks. */
export const Spoken = z
  .enum([
    'http-proxy',
    'https-proxy',
    'socks5',
    'socks4',
    'http-server',
    'tls-server',
    'ssh',
    'smtp-or-ftp',
    'silent',
    'unknown',
  ])
  .meta({ id: 'Spoken' });
export type Spoken = z.infer<typeof Spoken>;

/** Who may use a proxy, as far as it could be seen from here. `open` is proven: our own nonce came back through it. */
export const Exposure = z.enum(['auth-required', 'acl-denied', 'no-auth', 'open']).meta({ id: 'Exposure' });
export type Exposure = z.infer<typeof Exposure>;

/** Which proxies of the profile to look at; all when absent. */
export const ProbeRequest = z
  .strictObject({ proxies: z.array(Name).min(1).max(64).optional() })
  .meta({ id: 'ProbeRequest' });
export type ProbeRequest = z.infer<typeof ProbeRequest>;

/** What was seen of one proxy. Labels only: no byte that the other side sent is ever handed on. */
export const ProbeResult = z
  .strictObject({
    proxy: z.string(),
    state: ProbeState,
    speaks: Spoken.nullable(),
    authentication: z
      .array(z.string())
      .nullable()
      .describe('The schemes that it asks for; empty: it asks for none; null: not seen.'),
    exposure: Exposure.nullable(),
    matches: z.boolean().nullable().describe('Whether that is what the profile says; null: cannot be told from here.'),
    findings: z.array(Finding),
    ms: z.int(),
  })
  .meta({ id: 'ProbeResult' });
export type ProbeResult = z.infer<typeof ProbeResult>;

/** The answer to a probe. */
export const ProbeAnswer = z.strictObject({ results: z.array(ProbeResult) }).meta({ id: 'ProbeAnswer' });
export type ProbeAnswer = z.infer<typeof ProbeAnswer>;
