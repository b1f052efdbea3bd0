/** How is a caller slowed down that calls too often? By token, within an isolate; the first administrator is a token like others. */
import type { MiddlewareHandler } from 'hono';
import { type Budget, createBudget } from '../core/budget.ts';
import { tooMany } from '../service/limited.ts';
import type { AppEnv } from './app-env.ts';

/** Calls a minute unless `CALLS_PER_MINUTE` says otherwise: a hundred a second, more than provisioning needs, less than a loop gone wrong. */
const CALLS_PER_MINUTE = 6_000;
/** Tokens that one isolate remembers. */
const TOKENS = 2_000;

/** Refuses with 429 what goes beyond the budget of the token; to be put behind `authenticate`. */
export function limitCalls(): MiddlewareHandler<AppEnv> {
  let perMinute = 0;
  let budget: Budget = createBudget({ perMinute, askers: TOKENS });
  return async (c, next) => {
    const wanted = readCallsPerMinute(c.env.CALLS_PER_MINUTE);
    if (wanted !== perMinute) {
      perMinute = wanted;
      budget = createBudget({ perMinute, askers: TOKENS });
    }
    const { caller, now } = c.var.service;
    const retryAfter = budget.take(caller.id, now);
    if (retryAfter > 0) throw tooMany({ ok: false, reason: 'limited', what: 'calls', retryAfter }, 'calls');
    await next();
  };
}

/** The setting, or the default where it is unset or no positive number: a slip of the pen locks nobody out. */
function readCallsPerMinute(setting: string | undefined): number {
  const text = String(setting ?? '').trim();
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : CALLS_PER_MINUTE;
}
