/** Which policy does a CSV of rules make (`action, from, to, protocol, ports`)? Pure. */
import type { FirewallRule, Policy, Protocol } from '../../../../schemas/firewall.ts';
import { isRefused } from '../../net/refused.ts';
import { parsePolicy } from '../parse.ts';
import { readPeer } from '../peers.ts';
import type { FirewallPolicy } from '../policy.ts';
import { byColumn, type Cells, COLUMN_ORDER, headerOf, lostHeader, notInColumns, notInOrder } from './csv-columns.ts';
import { readCsv } from './csv-rows.ts';
import { excerpt, type Imported, idGiver, MAY_ALLOW_MORE, type Remark } from './imported.ts';

const ACTIONS: ReadonlyMap<string, FirewallRule['action']> = new Map(
  Object.entries({
    allow: 'allow',
    accept: 'allow',
    permit: 'allow',
    pass: 'allow',
    deny: 'deny',
    drop: 'deny',
    reject: 'deny',
    block: 'deny',
  } as const),
);

const BOTH: Protocol[] = ['tcp', 'udp'];
const PROTOCOLS: ReadonlyMap<string, Protocol[]> = new Map(
  Object.entries({
    tcp: ['tcp'],
    udp: ['udp'],
    any: BOTH,
    all: BOTH,
    ip: BOTH,
    '*': BOTH,
  }),
);

/**
 * Reads rules, one a record; a first record with `action` in it names the columns. A cell may hold several entries,
 * divided by blanks, `|` or (in quotes) commas and semicolons. What cannot be read, or stands in a column of which nobody
 * knows what it means, leaves its record out: without it the rule might match more. `base` gives the zones, groups and names that rules may
 * use, and everything of the policy but its rules; its default stays, deny unless given.
 */
export function importCsv(text: string, base: Policy = {}): Imported {
  const rows = readCsv(text);
  const header = headerOf(rows[0]);
  const records = header === null ? rows : rows.slice(1);
  const lost = lostHeader(rows[0]);
  const scope = scopeOf(base);
  const giveId = idGiver();
  const remarks: Remark[] = [];
  const rules = records.flatMap((row): FirewallRule[] => {
    const cells = byColumn(row.cells, header ?? COLUMN_ORDER);
    const isGrant = (row.flaw ?? lost) === null && actionIn(cells) === 'allow';
    const remark = (effect: Remark['effect'], reason: string) => {
      const more = effect === 'left-out' && !isGrant ? MAY_ALLOW_MORE : '';
      remarks.push({ at: `line ${row.line}`, text: excerpt(row.cells.join(', ')), effect, reason: `${reason}${more}` });
    };
    const unread = row.flaw ?? lost ?? (header === null ? notInOrder(row) : notInColumns(row, header));
    if (unread !== null) {
      remark('left-out', unread);
      return [];
    }
    const rule = readRecord(cells, scope, remark);
    if (rule === null) return [];
    const { id: wanted, ...rest } = rule;
    const id = giveId(wanted);
    return [id === undefined ? rest : { id, ...rest }];
  });
  return {
    policy: { ...base, rules, default: base.default ?? 'deny' },
    found: records.length,
    kept: rules.length,
    remarks,
  };
}

type TellRemark = (effect: Remark['effect'], reason: string) => void;

/** The parsed surroundings; a base with errors has none, and the caller hears of that from its own check. */
function scopeOf(base: Policy): FirewallPolicy {
  const { policy } = parsePolicy({ ...base, rules: [] }, 0);
  if (policy === null) throw new RangeError('expected a policy without errors to import into');
  return policy;
}

function readRecord(cells: Cells, scope: FirewallPolicy, remark: TellRemark): FirewallRule | null {
  const action = actionIn(cells);
  const leaveOut = (reason: string) => {
    remark('left-out', reason);
    return null;
  };
  if (action === undefined) return leaveOut('expected an action: allow or deny');
  const protocols = (cells.protocol ?? 'tcp').toLowerCase();
  const protocol = PROTOCOLS.get(protocols) ?? listOf(protocols.replaceAll('/', ' '));
  if (protocol.length === 0 || !protocol.every((one) => one === 'tcp' || one === 'udp'))
    return leaveOut('expected tcp or udp: policies speak of no other protocol');
  if (cells.from === undefined) return leaveOut('expected an entry in "from": any, where every client is meant');
  if (cells.to === undefined) return leaveOut('expected an entry in "to": any, where every destination is meant');
  const [from, to] = [sideOf(cells.from, scope), sideOf(cells.to, scope)];
  const wrong = from.wrong ?? to.wrong ?? from.list.map((entry) => readPeer(entry, scope)).some(hasNames);
  if (typeof wrong === 'string') return leaveOut(wrong);
  if (wrong) return leaveOut('expected addresses in "from": a firewall knows clients only by address');
  const ports = portsOf(cells.ports);
  if (ports === null) return leaveOut('expected ports from 1 to 65535, and ranges such as 8000-8080');
  if (/^(any|all|ip|\*)$/i.test(cells.protocol ?? '')) remark('weakened', 'only tcp and udp are kept of all protocols');
  return {
    ...(cells.id === undefined ? {} : { id: cells.id }),
    action,
    from: oneOrAll(from.list),
    to: oneOrAll(to.list),
    protocol: oneOrAll(protocol as Protocol[]),
    ...(ports.length === 0 ? {} : { ports: oneOrAll(ports) }),
    ...(cells.note === undefined ? {} : { note: cells.note.slice(0, 500) }),
  };
}

function actionIn({ action = '' }: Cells): FirewallRule['action'] | undefined {
  return ACTIONS.get(action.toLowerCase());
}

function hasNames(peer: ReturnType<typeof readPeer>): boolean {
  return !isRefused(peer) && peer.names.length > 0;
}

/** The entries of a side; `*` and `all` are `any`. */
function sideOf(cell: string, scope: FirewallPolicy): { list: string[]; wrong: string | null } {
  const list = listOf(cell).map((entry) => (entry === '*' || entry === 'all' ? 'any' : entry));
  const refused = list.map((entry) => readPeer(entry, scope)).find(isRefused);
  return {
    list,
    wrong:
      list.length === 0
        ? 'expected entries between the separators'
        : refused === undefined
          ? null
          : `${refused.error}${refused.fix === undefined ? '' : `; write ${refused.fix}`}`,
  };
}

/** Ports as a policy writes them; none: all of them. Null where one of them is no port. */
function portsOf(cell: string | undefined): (number | string)[] | null {
  if (cell === undefined || /^(any|all|\*)$/i.test(cell)) return [];
  const ports = listOf(cell).map((text) => {
    const match = /^([1-9][0-9]{0,4})(?:[-:]([1-9][0-9]{0,4}))?$/.exec(text);
    const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    if (match === null || first > last || last > 65_535) return null;
    return first === last ? first : `${first}-${last}`;
  });
  return ports.length === 0 || ports.includes(null) ? null : ports.filter((port) => port !== null);
}

function listOf(cell = ''): string[] {
  return cell.split(/[\s|,;]+/).filter((entry) => entry !== '');
}

function oneOrAll<T>(list: readonly T[]): T | T[] {
  return list.length === 1 ? (list[0] as T) : [...list];
}
