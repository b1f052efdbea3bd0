/** What do questions about ports and endpoints look like on the wire, and their answers? */
import * as z from 'zod';
import { Finding } from './finding.ts';
import { Policy } from './firewall.ts';
import { ProxyAuth } from './profile.ts';
import { Address, Id } from './words.ts';

/** How many endpoints one call validates. */
export const MAX_ENDPOINTS = 1_000;

/** One product known to use a port, and how that is known. */
export const PortProduct = z
  .strictObject({
    product: z.string(),
    role: z.string().describe('What it does there: http, socks5, mixed, https-proxy, pac-http, control …'),
    usable: z.boolean().describe('Whether a profile may send clients there.'),
    evidence: z.enum(['source-default', 'sample-config', 'vendor-doc', 'third-party-doc', 'registry', 'unverified']),
    source: z.string(),
    setting: z.string().optional().describe('The product’s own setting for the port.'),
    note: z.string().optional(),
  })
  .meta({ id: 'PortProduct' });

/** Everything known of one port. */
export const PortDescription = z
  .strictObject({
    port: z.int(),
    range: z.enum(['system', 'user', 'dynamic']).describe('RFC 6335: 0-1023, 1024-49151, 49152-65535.'),
    services: z.array(z.strictObject({ name: z.string(), description: z.string() })).describe('Registered by IANA.'),
    proxies: z.array(PortProduct),
    blockedByBrowsers: z.boolean().describe('Refused in URLs, also the PAC’s own; never as a proxy’s port.'),
    ephemeral: z
      .array(z.strictObject({ system: z.string(), first: z.int(), last: z.int(), source: z.string() }))
      .describe('Systems whose outgoing connections may hold the port.'),
    sentences: z.array(z.string()).describe('The same in plain words.'),
    findings: z.array(Finding),
  })
  .meta({ id: 'PortDescription' });
export type PortDescription = z.infer<typeof PortDescription>;

/** One line of a search. */
export const PortSummary = z
  .strictObject({
    port: z.int(),
    range: z.enum(['system', 'user', 'dynamic']),
    services: z.array(z.string()),
    products: z.array(z.string()),
    blockedByBrowsers: z.boolean(),
  })
  .meta({ id: 'PortSummary' });
export type PortSummary = z.infer<typeof PortSummary>;

/** A page of a search. */
export const PortPage = z
  .strictObject({
    items: z.array(PortSummary),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one.'),
  })
  .meta({ id: 'PortPage' });

/**
 * One endpoint as somebody wrote it. The shape is loose on purpose: a wrong spelling is an answer with a finding,
 * not a refused request.
 */
export const Endpoint = z
  .strictObject({
    scheme: z.string().max(32).describe('http, https, socks4 or socks5.'),
    host: z.string().max(300),
    port: z.union([z.number(), z.string().max(32), z.null()]).optional(),
    auth: ProxyAuth.optional(),
    addresses: z.array(Address).min(1).max(64).optional().describe('The addresses that the name stands for.'),
  })
  .meta({ id: 'Endpoint' });
export type Endpoint = z.infer<typeof Endpoint>;

/** A batch of endpoints. */
export const ValidateRequest = z
  .strictObject({
    endpoints: z.array(Endpoint).min(1).max(MAX_ENDPOINTS),
    firewall: z
      .union([Id, Policy])
      .optional()
      .describe('The firewall policy to hold the endpoints against: the id of a stored one, or the document itself.'),
    zone: Id.optional().describe('Only for clients of this zone.'),
  })
  .meta({ id: 'ValidateRequest' });
export type ValidateRequest = z.infer<typeof ValidateRequest>;

/** What came out for one endpoint. */
export const ValidateResult = z
  .strictObject({
    endpoint: Endpoint,
    verdict: z.enum(['ok', 'warning', 'error']).describe('The worst severity among the findings; info is ok.'),
    findings: z.array(Finding),
  })
  .meta({ id: 'ValidateResult' });
export type ValidateResult = z.infer<typeof ValidateResult>;

/** The answer to a batch, in its order. */
export const ValidateAnswer = z.strictObject({ results: z.array(ValidateResult) }).meta({ id: 'ValidateAnswer' });
export type ValidateAnswer = z.infer<typeof ValidateAnswer>;
