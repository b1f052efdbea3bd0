/** What did clients' doctors report? The latest of each client; bounded in number, size, time and pace. */
import type { DoctorReport } from '../../../schemas/probe.ts';
import { formatAddress, parseAddress } from '../../core/net/address.ts';
import { rangeAround } from '../../core/net/cidr.ts';
import type { Limited } from '../contract/limited.ts';
import type { ReportInput, StoredReport } from '../contract/observations.ts';
import type { Page, PageRequest } from '../contract/page.ts';
import { pageOf } from '../cursor.ts';
import { instant } from '../instant.ts';
import type { Sql, World } from '../world.ts';
import { takeAll } from './allowance.ts';

/** Somebody who mends something and runs the doctor again after each step. */
const REPORTS_OF_A_CLIENT = { most: 20, ms: 600_000 } as const;
/** All clients of a profile: a fleet that reports at once, and no flood. */
const REPORTS_OF_A_PROFILE = { most: 1_000, ms: 3_600_000 } as const;
/** Reports kept for a profile; with 16 KiB each these are 8 MB at most. */
const MAX_KEPT = 500;
/** How long a report is kept. Milliseconds: 30 days. */
const KEPT_MS = 30 * 86_400_000;

/** The IPv6 network that one client commonly has for itself (RFC 6177). */
const CLIENT_PREFIX = 64;
const UNKNOWN = '';

/** Keeps a report in place of the client's former one, or refuses it. */
export function keepReport(world: World, { profile, client, report }: ReportInput): { readonly ok: true } | Limited {
  const { sql, now } = world;
  const taken = takeAll(world, [
    { name: `report ${profile} ${payerOf(client)}`, take: 1, ...REPORTS_OF_A_CLIENT },
    { name: `reports ${profile}`, take: 1, ...REPORTS_OF_A_PROFILE },
  ]);
  if (!taken.ok) return taken;
  const time = now();
  // A new row, so that the order of rows is the order of time.
  sql.all(
    'DELETE FROM report WHERE profile = ? AND (client = ? OR at <= ?)',
    profile,
    client ?? UNKNOWN,
    time - KEPT_MS,
  );
  sql.all(
    'INSERT INTO report (profile, client, report, at) VALUES (?, ?, ?, ?)',
    profile,
    client ?? UNKNOWN,
    JSON.stringify(report),
    time,
  );
  sql.all(
    `DELETE FROM report WHERE profile = ? AND seq NOT IN (
       SELECT seq FROM report WHERE profile = ? ORDER BY seq DESC LIMIT ?)`,
    profile,
    profile,
    MAX_KEPT,
  );
  return taken;
}

/** Who is counted: an IPv4 address, or an IPv6 network, in which a client has addresses at will. */
function payerOf(client: string | null): string {
  const address = client === null ? null : parseAddress(client);
  if (address === null || address.family === 4) return client ?? UNKNOWN;
  return formatAddress({ family: 6, value: rangeAround(address, CLIENT_PREFIX).first });
}

interface ReportRow {
  readonly seq: number;
  readonly client: string;
  readonly report: string;
  readonly at: number;
}

/** One page of a profile's reports, the newest first. */
export function listReports({ sql, now }: World, profile: string, page: PageRequest): Page<StoredReport> {
  return pageOf(page, {
    keys: 'number',
    read: (after, limit) =>
      sql.all<ReportRow>(
        'SELECT seq, client, report, at FROM report WHERE profile = ? AND at > ? AND seq < ? ORDER BY seq DESC LIMIT ?',
        profile,
        now() - KEPT_MS,
        after ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
    keyOf: ({ seq }) => seq,
    show: ({ client, report, at }) => ({
      client: client === UNKNOWN ? null : client,
      at: instant(at),
      report: JSON.parse(report) as DoctorReport,
    }),
  });
}

/** Forgets what was seen of a withdrawn profile: probes and reports are no history. */
export function forgetObservations(sql: Sql, profile: string): void {
  sql.all('DELETE FROM probe WHERE profile = ?', profile);
  sql.all('DELETE FROM report WHERE profile = ?', profile);
}
