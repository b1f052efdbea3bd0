/** How do the names of a policy get addresses? By DNS, when asked to, as a new revision. */
import type { Policy } from '../../../schemas/firewall.ts';
import { MAX_RESOLVED_NAMES, type ResolvedName, type ResolveRequest } from '../../../schemas/firewall-exchange.ts';
import { distinctDestinations, type FirewallPolicy } from '../../core/firewall/policy.ts';
import { canonicalHost } from '../../core/net/host.ts';
import { isRefused } from '../../core/net/refused.ts';
import type { Precondition } from '../../store/contract/documents.ts';
import type { Context } from '../context.ts';
import { putDocument, type Written } from '../document/put.ts';
import { nameOf } from '../envelope.ts';
import { Fault, type FaultEntry } from '../fault.ts';
import { refused } from '../refused.ts';
import { requireRight } from '../right.ts';
import { readStoredPolicy } from './stored.ts';

/** Asks for the addresses of one name in canonical spelling; an answer that may not be used is `refused`. */
export type Lookup = (name: string) => Promise<ResolvedName>;

/** How it is asked. */
export interface ResolvePolicyRequest extends ResolveRequest {
  readonly id: string;
  readonly precondition: Precondition;
  readonly dryRun: boolean;
}

/** What became of each name, and of the policy. */
export interface ResolvedPolicy {
  readonly results: readonly ResolvedName[];
  readonly written: Written;
}

/**
 * Fills `names` for names that stand in the policy, and for no other. What could not be resolved stays as it is. It needs
 * `probe` beside `write`, for the service asks the network. Without a `lookup` the operator has set no resolver. Faults:
 * forbidden, absent, invalid, precondition.
 */
export async function resolvePolicy(
  context: Context,
  request: ResolvePolicyRequest,
  lookup: Lookup | null,
): Promise<ResolvedPolicy> {
  const { id, dryRun } = request;
  for (const scope of ['probe', 'write'] as const) requireRight(context, scope, { kind: 'firewall', id });
  const { stored, policy } = await readStoredPolicy(context, id);
  requireCurrent(request, stored.etag);
  if (lookup === null) throw noResolver();
  const wanted = request.names === undefined ? withoutAddresses(policy) : chosen(policy, request.names);
  const asked = await Promise.all(wanted.slice(0, MAX_RESOLVED_NAMES).map(lookup));
  const left = wanted.slice(MAX_RESOLVED_NAMES).map(notAsked);
  const document = withAddresses(policy.document, asked);
  const precondition = { ifMatch: [stored.etag] };
  const put = { kind: 'firewall' as const, id, document, precondition, publish: true, dryRun };
  return { results: [...asked, ...left], written: await putDocument(context, put) };
}

/** Refused before the network is asked; a policy that changes meanwhile is refused by the store. */
function requireCurrent({ id, precondition: { ifMatch, ifNoneMatch } }: ResolvePolicyRequest, etag: string): void {
  const what = nameOf('firewall', id);
  if (ifNoneMatch !== undefined) throw refused({ ok: false, reason: 'exists', etag }, what);
  if (ifMatch === undefined || ifMatch === '*' || ifMatch.includes(etag)) return;
  throw refused({ ok: false, reason: 'stale', etag }, what);
}

/** In the order in which they stand: in rules, then in groups. What is only below a name has no addresses of its own. */
function withoutAddresses({ rules, groups }: FirewallPolicy): string[] {
  const peers = [...distinctDestinations(rules), ...groups.values()];
  const names = peers.flatMap((side) => side.names.flatMap(({ name, match }) => (match === 'exact' ? [name] : [])));
  return [...new Set(names)];
}

function chosen(policy: FirewallPolicy, written: readonly string[]): string[] {
  const known = new Set([...withoutAddresses(policy), ...policy.names.keys()]);
  const names = written.map((text) => {
    const name = canonicalHost(text);
    return isRefused(name) ? text : name;
  });
  const errors = names.flatMap((name, index) => (known.has(name) ? [] : [unknownName(name, index)]));
  if (errors.length > 0) throw new Fault('invalid', 'Expected names of the policy.', { errors });
  return [...new Set(names)];
}

function withAddresses(document: Policy, asked: readonly ResolvedName[]): Policy {
  const found = asked.filter(({ state }) => state === 'resolved').map(({ name, addresses }) => [name, addresses]);
  if (found.length === 0) return document;
  return { ...document, names: { ...document.names, ...(Object.fromEntries(found) as Policy['names']) } };
}

const notAsked = (name: string): ResolvedName => ({
  name,
  state: 'not-asked',
  addresses: [],
  reason: `one call resolves ${MAX_RESOLVED_NAMES} names; call again`,
});

function unknownName(found: string, index: number): FaultEntry {
  const expected = 'a host name that stands in the policy';
  const detail = `Expected ${expected}, found ${JSON.stringify(found)}.`;
  return { pointer: `/names/${index}`, code: 'reference.unknown', detail, expected, found };
}

function noResolver(): Fault {
  const detail = 'Expected a resolver, found none: DOH_URL is not set.';
  const fix = 'Set DOH_URL to a DNS over HTTPS resolver, or write the addresses under "names".';
  return new Fault('invalid', detail, { errors: [{ pointer: '', code: 'resolve.no-resolver', detail, fix }] });
}
