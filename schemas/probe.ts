/** What does a live probe say on the wire? */
import * as z from 'zod';
import { Finding } from './finding.ts';
import { ReachVerdict } from './firewall-questions.ts';
import { Id, Name } from './words.ts';

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

/** What was seen of a proxy when it was last probed. */
export const KeptProbe = z
  .strictObject({
    ...ProbeResult.shape,
    endpoint: z.string().describe('What was probed: scheme, host and port.'),
    at: z.string().describe('When.'),
    by: z.string().describe('The id of the token that asked, or `admin`.'),
    outdated: z.boolean().describe('The profile names another endpoint for this proxy by now.'),
  })
  .meta({ id: 'KeptProbe' });
export type KeptProbe = z.infer<typeof KeptProbe>;

/** The latest probe of each proxy that was ever probed and is still in the profile. */
export const KeptProbes = z.strictObject({ results: z.array(KeptProbe) }).meta({ id: 'KeptProbes' });
export type KeptProbes = z.infer<typeof KeptProbes>;

/** Bytes that a doctor's report may have. */
export const MAX_REPORT_BYTES = 16_384;

const Word = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'expected one of the doctor’s own words');
const Expectation = z.enum(['reachable', 'unreachable', 'unknown']);
const Page = z.enum(['ok', 'login', 'failed', 'not-tried']);

/** What a doctor saw on a client. It comes from outside: nothing in it is more than a word or a number. */
export const DoctorReport = z
  .strictObject({
    doctor: z.literal(1).describe('The version of this shape.'),
    profile: Id,
    zone: Id.nullable(),
    tool: z.enum(['bash', 'nc', 'curl', 'powershell']).describe('What made the connections.'),
    proxies: z
      .array(
        z.strictObject({
          proxy: Name,
          state: ProbeState,
          speaks: Spoken.nullable(),
          authentication: z.array(Word).max(8).nullable(),
          exposure: Exposure.nullable(),
          expected: Expectation,
          verdict: z.enum(['ok', 'problem', 'unknown']),
          finding: Word.nullable().describe('The code of the finding that explains the verdict.'),
        }),
      )
      .max(64),
    routes: z
      .array(z.strictObject({ route: Id, page: Page, via: Id.nullable() }))
      .max(128)
      .describe('Whether a page came through each route, and via which of its proxies.'),
    direct: z.strictObject({ page: Page, expected: Expectation, verdict: z.enum(['ok', 'problem']) }).nullable(),
    problems: z.int().min(0).max(1_000),
    shortened: z.literal(true).optional().describe('The whole result was larger than a report may be.'),
  })
  .meta({ id: 'DoctorReport' });
export type DoctorReport = z.infer<typeof DoctorReport>;

/** The latest report of one client, and what the firewall policy says about the same by now. */
export const KeptReport = z
  .strictObject({
    from: z.string().nullable().describe('The client’s address as the edge saw it; behind NAT that of many clients.'),
    at: z.string().describe('When it came.'),
    summary: z.string().describe('The same in one sentence: "from 10.20.0.0/16 (staff): squid refused, tls ok".'),
    report: DoctorReport,
    firewall: z
      .array(z.strictObject({ proxy: Id, verdict: ReachVerdict }))
      .nullable()
      .describe('The verdicts of the profile’s policy for the zone of the report; null: no policy, or no zone.'),
  })
  .meta({ id: 'KeptReport' });
export type KeptReport = z.infer<typeof KeptReport>;

/** A page of reports, the newest first. */
export const ReportPage = z
  .strictObject({
    items: z.array(KeptReport),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one.'),
  })
  .meta({ id: 'ReportPage' });
