/** Do these endpoints make sense, also to a firewall policy? */
import type { Policy } from '../../../schemas/firewall.ts';
import type { ValidateAnswer, ValidateRequest } from '../../../schemas/ports.ts';
import { checkPolicy } from '../../core/firewall/check.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import { firewallCheck } from '../../core/ports/firewall-check.ts';
import { validateEndpoints } from '../../core/ports/validate.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { placed } from '../firewall/placed.ts';
import { policyIn } from '../firewall/stored.ts';
import { requireRight } from '../right.ts';

/**
 * Endpoints times zones that one call puts to a policy. With 5,000 rules each takes about half a millisecond, and a
 * Worker's call may compute for 30 seconds.
 */
const MAX_QUESTIONS = 16_000;

/** Validates a batch; each endpoint gets its verdict, so that a wrong one refuses nothing. Faults: forbidden, invalid. */
export async function validatePorts(context: Context, request: ValidateRequest): Promise<ValidateAnswer> {
  requireRight(context, 'read', 'nothing');
  const { endpoints, firewall, zone } = request;
  if (firewall === undefined) {
    if (zone !== undefined) throw unknown('zone', 'a zone only beside a firewall policy', zone);
    return validateEndpoints(endpoints);
  }
  const policy = typeof firewall === 'string' ? await readPolicy(context, firewall) : soundPolicy(context, firewall);
  if (zone !== undefined && !policy.zones.has(zone)) {
    throw unknown('zone', [...policy.zones.keys()].join(', ') || 'no zone: the policy has none', zone);
  }
  const zones = zone === undefined ? policy.zones.size : 1;
  if (endpoints.length * zones > MAX_QUESTIONS) throw tooMuch(endpoints.length, zones);
  return validateEndpoints(endpoints, { firewall: firewallCheck(endpoints, { policy, zone, now: context.now }) });
}

async function readPolicy(context: Context, id: string): Promise<FirewallPolicy> {
  requireRight(context, 'read', { kind: 'firewall', id });
  const stored = await context.store.get('firewall', id);
  const policy = stored === null ? null : checkPolicy(policyIn(stored), context.now).policy;
  if (policy === null) throw unknown('firewall', 'the id of a firewall policy that exists', id);
  return policy;
}

function soundPolicy(context: Context, document: Policy): FirewallPolicy {
  const { policy, findings } = checkPolicy(document, context.now);
  const errors = placed('/firewall', findings);
  if (policy === null || errors.length > 0) throw new Fault('invalid', 'Expected a policy without errors.', { errors });
  return policy;
}

function tooMuch(endpoints: number, zones: number): Fault {
  const expected = `at most ${Math.floor(MAX_QUESTIONS / zones)} endpoints for ${zones} zones, or one zone`;
  const detail = `Expected ${expected}, found ${endpoints} endpoints.`;
  const found = `${endpoints} endpoints`;
  return new Fault('invalid', detail, {
    errors: [{ pointer: '/endpoints', code: 'firewall.too-many-questions', detail, expected, found }],
  });
}

function unknown(key: 'firewall' | 'zone', expected: string, found: string): Fault {
  const detail = `Expected ${expected}, found ${found}.`;
  return new Fault('invalid', detail, {
    errors: [{ pointer: `/${key}`, code: 'reference.unknown', detail, expected, found }],
  });
}
