/** What do the rules of a policy say, and which of them are probably not meant? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { FirewallRule } from '../../../schemas/firewall.ts';
import { pointerTo } from '../document/pointer.ts';
import { isRefused } from '../net/refused.ts';
import { type Allowance, isAllowed, NOBODY, type PeerScope, readPeer, sumOfPeers } from './peers.ts';
import { isExpired, type Peers, type PolicyRule, type Services } from './policy.ts';
import { formatPorts, readPorts, readProtocols } from './services.ts';
import { refusal, type Tell } from './tell.ts';

/** A rule as the analysis sees it, and the same in canonical spelling. */
export interface ReadRule {
  readonly rule: PolicyRule;
  readonly spelled: FirewallRule;
}

/** Reads the rules in their order. `now` is Unix milliseconds. */
export function readRules(
  written: readonly FirewallRule[],
  { scope, now, allowance }: { readonly scope: PeerScope; readonly now: number; readonly allowance: Allowance },
  tell: Tell,
): ReadRule[] {
  const readSide = sideReader(scope, allowance, tell);
  const readServices = servicesReader(tell);
  const idsTaken = new Map<string, number>();
  return written.map((rule, index) => {
    const path = pointerTo('', 'rules', index);
    tellIfTaken(rule, index, idsTaken, tell);
    const from = readSide(rule.from, pointerTo(path, 'from'));
    const to = readSide(rule.to, pointerTo(path, 'to'));
    if (from.names.length > 0) tell(nameInFrom(from, pointerTo(path, 'from')));
    const services = readServices(rule, pointerTo(path, 'ports'));
    const read = readRule(rule, index, { from, to, services });
    if (allowance.ranges >= 0) tellWhatIsOdd(read, now, tell);
    return { rule: read, spelled: spellRule(rule, from, to) };
  });
}

/** Why no flow can match the rule, whatever the time; null when one can. */
export function whyUnmatchable({ from, to }: Pick<PolicyRule, 'from' | 'to'>): string | null {
  if (from.ranges.length === 0) return 'No flow matches this rule: its `from` holds no address.';
  if (to.names.length > 0) return null;
  if (to.ranges.length === 0) return 'No flow matches this rule: its `to` holds no address.';
  if (from.ranges.some((a) => to.ranges.some((b) => a.family === b.family))) return null;
  return 'No flow matches this rule: its `from` and `to` have no address family in common.';
}

function readRule(rule: FirewallRule, index: number, sets: Pick<PolicyRule, 'from' | 'to' | 'services'>): PolicyRule {
  return {
    index,
    name: rule.id ?? index,
    action: rule.action,
    ...sets,
    disabled: rule.disabled ?? false,
    expires: rule.expires === undefined ? null : Date.parse(rule.expires),
    note: rule.note ?? null,
  };
}

/** Reads protocols and ports; like `sideReader`, one object for each distinct set. */
function servicesReader(tell: Tell): (rule: FirewallRule, path: string) => Services {
  const known = new Map<string, Services>();
  return (rule, path) => {
    const { spans, wrong } = readPorts(rule.ports);
    for (const { at, span } of wrong) {
      const message = 'expected a range of ports that ends at or after its start, at most 65535';
      const place = Array.isArray(rule.ports) ? pointerTo(path, at) : path;
      tell({ code: 'firewall.ports', severity: 'error', path: place, message, found: formatPorts([span]) });
    }
    const services: Services = { protocols: readProtocols(rule.protocol), ports: spans };
    const key = `${services.protocols} ${formatPorts(spans)}`;
    const seen = known.get(key) ?? services;
    known.set(key, seen);
    return seen;
  };
}

/** Reads the entries of one side. Equal lists give one object: the analysis computes with each distinct set once. */
function sideReader(
  scope: PeerScope,
  allowance: Allowance,
  tell: Tell,
): (written: string | readonly string[], path: string) => Peers {
  const known = new Map<string, Peers>();
  return (written, path) => {
    if (allowance.ranges < 0) return NOBODY;
    const list = [written].flat();
    const key = list.join(' ');
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const members = list.map((text, at) => {
      const peer = readPeer(text, scope);
      if (!isRefused(peer)) return peer;
      tell(refusal(peer, Array.isArray(written) ? pointerTo(path, at) : path, text));
      return null;
    });
    const read = members.filter((peer) => peer !== null);
    if (read.length < members.length || !isAllowed(read, allowance)) return NOBODY;
    const sum = sumOfPeers(read);
    known.set(key, sum);
    return sum;
  };
}

function tellIfTaken({ id }: FirewallRule, index: number, taken: Map<string, number>, tell: Tell): void {
  if (id === undefined) return;
  const first = taken.get(id);
  if (first === undefined) {
    taken.set(id, index);
    return;
  }
  const message = `expected an id that no other rule has: /rules/${first} has it too`;
  tell({ code: 'firewall.rule-id', severity: 'error', path: pointerTo('', 'rules', index, 'id'), message, found: id });
}

function tellWhatIsOdd(rule: PolicyRule, now: number, tell: Tell): void {
  const path = pointerTo('', 'rules', rule.index);
  if (rule.disabled) return;
  if (isExpired(rule, now)) {
    const message = 'This rule has expired: it matches nothing.';
    tell({ code: 'firewall.expired', severity: 'warning', path: pointerTo(path, 'expires'), message });
    return;
  }
  const reason = whyUnmatchable(rule);
  if (reason !== null) tell({ code: 'firewall.unmatchable', severity: 'warning', path, message: reason });
  if (rule.to.names.length > 0) tell(unknownNames(rule.to, pointerTo(path, 'to')));
}

function nameInFrom(from: Peers, path: string): Finding {
  const message =
    'expected addresses, zones or groups of addresses: a firewall knows where a flow comes from only as an address';
  return { code: 'firewall.name-in-from', severity: 'error', path, message, found: namesIn(from) };
}

function unknownNames(to: Peers, path: string): Finding {
  return {
    code: 'firewall.name-unknown',
    severity: 'info',
    path,
    message:
      'A firewall sees addresses. As long as no address of this name is known, only rules with this name decide about it for certain.',
    found: namesIn(to),
    fix: 'Give its addresses under /names.',
  };
}

/** Names that are shown of one rule: thousands of rules may have a group of thousands. */
const MAX_SHOWN = 5;

function namesIn({ names }: Peers): string {
  const shown = names.slice(0, MAX_SHOWN).map(({ name, match }) => (match === 'below' ? `*.${name}` : name));
  return `${shown.join(', ')}${names.length > MAX_SHOWN ? ` and ${names.length - MAX_SHOWN} more` : ''}`;
}

/** The rule with both sides in canonical spelling, one value or a list as it was written. */
function spellRule(rule: FirewallRule, from: Peers, to: Peers): FirewallRule {
  const like = (text: string | string[], { written }: Peers) =>
    Array.isArray(text) ? [...written] : (written[0] ?? text);
  return { ...rule, from: like(rule.from, from), to: like(rule.to, to) };
}
