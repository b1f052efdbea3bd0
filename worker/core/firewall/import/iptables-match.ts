/** Which flows does a rule of iptables match, and what becomes of them? Options: iptables(8), iptables-extensions(8). Pure. */
import { type NftCondition, type NotUnderstood, narrow } from './nft-match.ts';

/** A rule that was understood. `target` null: it only counts or logs. */
export interface IptablesRule {
  readonly condition: NftCondition;
  readonly target: string | null;
  readonly comment: string | undefined;
}

/** Narrows a condition by the options of a rule, up to its target. */
export function readRule(words: readonly string[], family: 4 | 6, start: NftCondition): IptablesRule | NotUnderstood {
  let rule: IptablesRule = { condition: start, target: null, comment: undefined };
  let isNot = false;
  for (let at = 0; at < words.length; at++) {
    const option = words[at] ?? '';
    if (option === '!') {
      isNot = true;
      continue;
    }
    const read = Object.hasOwn(OPTIONS, option) ? OPTIONS[option] : undefined;
    if (read === undefined) return { reason: `${option} is not understood` };
    const values = words.slice(at + 1, at + 1 + read.values);
    if (values.length < read.values) return { reason: `${option} without a value is not understood` };
    const next = read.read(rule, values, { family, isNot });
    if ('reason' in next) return next;
    rule = next;
    at += read.values;
    isNot = false;
    // What else is said of another protocol, such as the type of an ICMP message, says nothing in a policy.
    if (rule.condition.protocols.length === 0) return { ...rule, target: null };
    // Behind a target that only tells stand its own settings.
    if (option === '-j' && LOGS.has(values[0] ?? '')) return rule;
  }
  return rule;
}

/** Targets that let the packet go on. */
const LOGS: ReadonlySet<string> = new Set(['LOG', 'NFLOG', 'ULOG']);

interface Manner {
  readonly family: 4 | 6;
  readonly isNot: boolean;
}

interface Option {
  /** Words that belong to it. */
  readonly values: number;
  readonly read: (rule: IptablesRule, values: readonly string[], manner: Manner) => IptablesRule | NotUnderstood;
}

/** An option that narrows as a match of nftables does: its field and the values to compare with. */
function asNft(
  field: (manner: Manner) => object,
  valuesOf: (text: string, manner: Manner) => unknown[] | NotUnderstood,
): Option {
  return {
    values: 1,
    read: (rule, [text = ''], manner) => {
      const right = valuesOf(text, manner);
      if ('reason' in right) return right;
      const match = { op: manner.isNot ? '!=' : '==', left: field(manner), right };
      const condition = narrow(rule.condition, match, () => undefined);
      return 'reason' in condition ? condition : { ...rule, condition };
    },
  };
}

const notUnderstood = (values: number, reason: (value: string) => string): Option => ({
  values,
  read: (_, [value = '']) => ({ reason: reason(value) }),
});

const side = (field: 'saddr' | 'daddr') => (manner: Manner) => ({
  payload: { protocol: manner.family === 4 ? 'ip' : 'ip6', field },
});
const DPORT = () => ({ payload: { protocol: 'th', field: 'dport' } });

const SOURCE = asNft(side('saddr'), addressesOf);
const DESTINATION = asNft(side('daddr'), addressesOf);
const PORTS = asNft(DPORT, (text) => text.split(',').map(portsOf));
const SOURCE_PORTS = notUnderstood(1, () => 'source ports are not understood: a policy has none');
const INTERFACE = notUnderstood(
  1,
  (name) => `the interface ${name} is not understood: a policy knows clients and destinations by address`,
);
const PROTOCOL: Option = {
  values: 1,
  read: (rule, [text = ''], manner) => {
    const isAll = text === 'all' || text === '0';
    if (isAll && manner.isNot) return { reason: 'no protocol at all is not understood' };
    if (isAll) return rule;
    const left = { meta: { key: 'l4proto' } };
    const right = /^\d+$/.test(text) ? Number(text) : text.toLowerCase();
    const condition = narrow(rule.condition, { op: manner.isNot ? '!=' : '==', left, right }, () => undefined);
    return 'reason' in condition ? condition : { ...rule, condition };
  },
};

/** Modules whose options are read; the module alone narrows nothing. */
const MODULES: ReadonlySet<string> = new Set(['tcp', 'udp', 'multiport', 'conntrack', 'state', 'comment', 'iprange']);

const MODULE: Option = {
  values: 1,
  read: (rule, [name = '']) => {
    if (MODULES.has(name)) return rule;
    if (name === 'set')
      return { reason: 'the match set is not understood: the addresses of an ipset are not in the text' };
    return { reason: `the match ${name} is not understood` };
  },
};

const STATE: Option = {
  values: 1,
  read: (rule, [text = ''], { isNot }) => {
    const states = text.split(',');
    const strange = states.find((state) => !STATES.has(state));
    if (strange !== undefined) return { reason: `the state ${strange} is not understood` };
    const isNew = rule.condition.isNew && states.includes('NEW') !== isNot;
    return { ...rule, condition: { ...rule.condition, isNew } };
  },
};
/** States of packets; DNAT and SNAT are about what the nat table did. */
const STATES: ReadonlySet<string> = new Set(['NEW', 'ESTABLISHED', 'RELATED', 'INVALID', 'UNTRACKED']);

/** A connection begins with a packet that has SYN alone of all flags; whatever that does not match is about later ones. */
const FLAGS: Option = {
  values: 2,
  read: (rule, [mask = '', wanted = ''], { isNot }) => {
    const list = (text: string) => (text === 'NONE' ? [] : text.split(','));
    const looked = list(mask).filter((flag) => flag === 'SYN' || flag === 'ALL').length > 0 ? 'SYN' : '';
    const isNew = rule.condition.isNew && (list(wanted).join() === looked) !== isNot;
    return { ...rule, condition: { ...rule.condition, isNew } };
  },
};

const SYN: Option = {
  values: 0,
  read: (rule, _, { isNot }) => ({ ...rule, condition: { ...rule.condition, isNew: rule.condition.isNew && !isNot } }),
};

const OPTIONS: Readonly<Record<string, Option>> = {
  '-s': SOURCE,
  '--source': SOURCE,
  '-d': DESTINATION,
  '--destination': DESTINATION,
  '--src-range': asNft(side('saddr'), rangeOf),
  '--dst-range': asNft(side('daddr'), rangeOf),
  '-p': PROTOCOL,
  '--protocol': PROTOCOL,
  '--dport': PORTS,
  '--dports': PORTS,
  '--sport': SOURCE_PORTS,
  '--sports': SOURCE_PORTS,
  '--ports': SOURCE_PORTS,
  '-i': INTERFACE,
  '-o': INTERFACE,
  '-m': MODULE,
  '--ctstate': STATE,
  '--state': STATE,
  '--tcp-flags': FLAGS,
  '--syn': SYN,
  '--comment': { values: 1, read: (rule, [comment]) => ({ ...rule, comment }) },
  '--reject-with': { values: 1, read: (rule) => rule },
  '-j': { values: 1, read: (rule, [target = '']) => ({ ...rule, target: LOGS.has(target) ? null : target }) },
  '-g': notUnderstood(1, () => 'goto is not understood: what follows depends on where it was called from'),
};

/** `10.0.0.0/8`, or with a mask of four numbers; masks with holes are none of a policy's. */
function addressesOf(text: string): unknown[] | NotUnderstood {
  const [address = '', mask] = text.split('/');
  if (mask === undefined || !mask.includes('.')) return [text];
  const bits = mask
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
  if (!/^1*0*$/.test(bits)) return { reason: `the mask ${mask} has holes and is not understood` };
  return [`${address}/${bits.replaceAll('0', '').length}`];
}

function rangeOf(text: string): unknown[] {
  return [{ range: text.split('-') }];
}

/** `80`, `80:90`, and open ends. */
function portsOf(text: string): unknown {
  const [first = '', last = first] = text.split(':');
  const port = (end: string, open: number) => (end === '' ? open : /^\d{1,5}$/.test(end) ? Number(end) : Number.NaN);
  return { range: [port(first, 0), port(last, 65_535)] };
}
