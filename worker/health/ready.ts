/** Can the service do its work? KV answers, the registry answers, and what was written is on its way to clients. */
import type { Env } from '../env.ts';
import { registryOf } from '../store/client.ts';
import type { Readiness } from '../store/contract/upkeep.ts';
import { manifestKey } from '../store/kv-keys.ts';
import { within } from '../store/work/within.ts';
import { answerHealth, HEALTH_HEADERS } from './health.ts';

/** Milliseconds after which something that does not answer counts as not there. */
const PATIENCE_MS = 2_000;
/** Seconds that something may wait for KV: longer than KV's second and its short refusals, shorter than people's patience. */
const LATE_AFTER_S = 120;
/** An answer stands for this long, so that whoever asks all the time does not keep the registry busy. Milliseconds. */
const STANDS_MS = 1_000;
/** A key that is never written: ids do not begin with a dash. It is read to see whether KV answers at all. */
const NOBODY = manifestKey('-');

/** What was found. */
interface Report {
  readonly status: 'ready' | 'not-ready';
  readonly kv: 'ok' | 'unreachable';
  readonly registry: 'ok' | 'unreachable';
  /** What is written and not yet with clients; null: nobody can tell. */
  readonly outbox: Readiness['outbox'] | null;
  /** When KV last confirmed a publication; null: never, or nobody can tell. */
  readonly lastPublishedAt: string | null;
  /** What is wrong, in words. */
  readonly reasons: readonly string[];
}

let standing: { readonly at: number; readonly env: Env; readonly report: Promise<Report> } | null = null;

/** `GET /readyz`: 200 when the service is ready, else 503 with the reasons. Tells nothing about documents. */
export async function answerReady(request: Request, env: Env, now: number): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return answerHealth(request);
  const isStanding = standing !== null && standing.env === env && now >= standing.at && now - standing.at < STANDS_MS;
  if (standing === null || !isStanding) standing = { at: now, env, report: look(env) };
  const report = await standing.report;
  const isReady = report.status === 'ready';
  const headers = { ...HEALTH_HEADERS, ...(isReady ? {} : { 'Retry-After': '10' }) };
  const body = request.method === 'HEAD' ? null : `${JSON.stringify(report)}\n`;
  return new Response(body, { status: isReady ? 200 : 503, headers });
}

/** Looks at everything; never rejects. */
async function look(env: Env): Promise<Report> {
  const [kv, registry] = await Promise.all([
    attempt(async () => env.KV.get(NOBODY, 'text')),
    attempt(async () => registryOf(env).readiness()),
  ]);
  const outbox = registry.ok ? registry.value.outbox : null;
  const reasons = [
    ...(kv.ok ? [] : ['KV does not answer; clients are served what is remembered, and by the registry.']),
    ...(registry.ok ? [] : ['The registry does not answer; nothing can be written, clients are served by KV.']),
    ...lateness(outbox),
  ];
  return {
    status: reasons.length === 0 ? 'ready' : 'not-ready',
    kv: kv.ok ? 'ok' : 'unreachable',
    registry: registry.ok ? 'ok' : 'unreachable',
    outbox,
    lastPublishedAt: registry.ok ? registry.value.lastPublishedAt : null,
    reasons,
  };
}

function lateness(outbox: Readiness['outbox'] | null): string[] {
  const age = outbox?.oldestSeconds ?? 0;
  if (outbox === null || age <= LATE_AFTER_S) return [];
  return [`${outbox.waiting} publications wait for KV, the oldest for ${age} s; it is tried again and again.`];
}

type Attempt<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false };

async function attempt<Value>(work: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { ok: true, value: await within(PATIENCE_MS, work(), 'silence') };
  } catch {
    return { ok: false };
  }
}
