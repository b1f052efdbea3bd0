/** How does Cisco IOS say it? Syntax: extended and IPv6 access lists, object groups, www.cisco.com. Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import { finding } from '../../findings/finding.ts';
import { isAllPorts } from '../services.ts';
import { ciscoAddress, ciscoBlocks, ciscoPorts, ciscoRemark } from './cisco.ts';
import { addressRules } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

/** Entries with object groups that one access list takes ("Object Groups for ACLs", restrictions). */
const MAX_GROUP_ENTRIES = 2_048;

/** Entries that fit in front of an IPv6 list: it counts in tens and cannot be numbered anew. */
const MAX_IPV6_OPENINGS = 9;

const VERB: Readonly<Record<Action, string>> = { allow: 'permit', deny: 'deny' };
const NAME = { policy: 'PORTOLAN', openings: 'PORTOLAN', host: 'PORTOLAN-HOST' } as const;
const WHERE = {
  policy: 'in, on the interfaces of the clients',
  openings: 'in, on the interfaces of the clients',
  host: 'out, on the interface of the proxy',
} as const;

const FAMILIES = {
  4: { list: 'ip access-list extended', apply: 'ip access-group', everything: 'ip' },
  6: { list: 'ipv6 access-list', apply: 'ipv6 traffic-filter', everything: 'ipv6' },
} as const;

/**
 * Named access lists, one for each family. IPv4 sides with several networks are object groups; IPv6 has them on few
 * releases only, so there each pair has a line. IOS tells the client of a denial by itself (`ip unreachables`).
 */
export const CISCO_IOS: Exporter = {
  format: 'cisco-ios',
  title: 'Cisco IOS access lists',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-ios.cfg',
  kind: 'ordered',
  lists: 'multiplied',
  source:
    'https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/sec_data_acl/configuration/xe-16/sec-data-acl-xe-16-book.html',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan): Rendered => {
    const lists = ([4, 6] as const).map((family) => listOf(plan, family));
    const message = lists.flatMap(({ refusal }) => refusal ?? [])[0];
    if (message !== undefined) {
      return { text: null, findings: [...plan.nameFindings, finding('export.too-large', '/rules', { message })] };
    }
    return {
      text: [
        `! ${ciscoRemark(`${plan.title} (${plan.subject})`)}`,
        ...lists.flatMap(({ lines }) => lines),
        'end',
        '',
      ].join('\n'),
      findings: [...plan.nameFindings, finding('export.stateless', '/rules')],
    };
  },
};

interface AccessList {
  readonly lines: readonly string[];
  /** Why the list cannot be loaded. */
  readonly refusal: string | null;
}

function listOf(plan: ExportPlan, family: 4 | 6): AccessList {
  const { list, apply, everything } = FAMILIES[family];
  const name = family === 4 ? NAME[plan.subject] : `${NAME[plan.subject]}-V6`;
  const rules = addressRules(plan, family).map((rule, at) => entriesOf(rule, `${name}-${at}`));
  const entries = rules.flatMap((rule) => rule.entries);
  const groups = rules.flatMap((rule) => rule.groups);
  const isAddition = plan.subject === 'openings';
  if (isAddition && entries.length === 0) return { lines: [], refusal: null };
  const head = isAddition
    ? [`! In front of the list that is there; change the name where yours has another.`]
    : [
        `! Once, ${WHERE[plan.subject]}: ${apply} ${name} ${plan.subject === 'host' ? 'out' : 'in'}`,
        `no ${list} ${name}`,
      ];
  const own = isAddition
    ? numbered(entries, family)
    : [
        'permit tcp any any established',
        ...entries,
        ...defaultEntries(plan),
        // Nothing but tcp and udp is touched, and with it neighbours of IPv6 are still discovered.
        `permit ${everything} any any`,
      ];
  const resequence = isAddition && family === 4 ? [`ip access-list resequence ${name} 100000 10`] : [];
  return {
    lines: [...head, ...groups, ...resequence, `${list} ${name}`, ...own.map((entry) => ` ${entry}`), 'exit'],
    refusal: refusalOf(entries, isAddition && family === 6),
  };
}

function refusalOf(entries: readonly string[], isBeforeIpv6: boolean): string | null {
  const withGroups = entries.filter((entry) => entry.includes('object-group')).length;
  if (withGroups > MAX_GROUP_ENTRIES)
    return `an access list of IOS takes ${MAX_GROUP_ENTRIES} entries with object groups, and this needs ${withGroups}`;
  const own = entries.filter((entry) => !entry.startsWith('remark ')).length;
  if (isBeforeIpv6 && own > MAX_IPV6_OPENINGS)
    return `an IPv6 access list of IOS has ${MAX_IPV6_OPENINGS} places in front, and these openings need ${own}`;
  return null;
}

/** Numbers make entries come first: those of a list that is there are 10 and more, and IPv4 ones are moved up before. */
function numbered(entries: readonly string[], family: 4 | 6): string[] {
  const own = entries.filter((entry) => !entry.startsWith('remark '));
  return own.map((entry, at) => (family === 4 ? `${at + 1} ${entry}` : `sequence ${at + 1} ${entry}`));
}

function defaultEntries({ otherwise }: ExportPlan): string[] {
  if (otherwise === null) return [];
  return ['remark default', ...['tcp', 'udp'].map((protocol) => `${VERB[otherwise]} ${protocol} any any`)];
}

function entriesOf(rule: ExportRule, group: string): { readonly groups: string[]; readonly entries: string[] } {
  const from = sideOf(rule.from, `${group}-FROM`);
  const to = sideOf(rule.to, `${group}-TO`);
  const { protocols, ports } = rule.services;
  const ends = isAllPorts(ports) ? [''] : ports.map((span) => ` ${ciscoPorts(span)}`);
  const entries = protocols.flatMap((protocol) =>
    from.texts.flatMap((source) =>
      to.texts.flatMap((target) => ends.map((end) => `${VERB[rule.action]} ${protocol} ${source} ${target}${end}`)),
    ),
  );
  return { groups: [...from.group, ...to.group], entries: [`remark ${ciscoRemark(rule.name)}`, ...entries] };
}

/** A group is made anew: entering one that is there would add to it. */
function sideOf(ranges: ExportRule['from'], name: string): { readonly texts: string[]; readonly group: string[] } {
  const blocks = ciscoBlocks(ranges);
  if (blocks === null) return { texts: ['any'], group: [] };
  const isGroup = blocks.length > 1 && blocks[0]?.family === 4;
  if (!isGroup) return { texts: blocks.map((block) => ciscoAddress(block, 'wildcard')), group: [] };
  return {
    texts: [`object-group ${name}`],
    group: [
      `no object-group network ${name}`,
      `object-group network ${name}`,
      ...blocks.map((block) => ` ${ciscoAddress(block, 'net')}`),
      'exit',
    ],
  };
}
