/** How does Junos say it? Syntax: firewall filters as set commands, www.juniper.net/documentation. Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import { finding } from '../../findings/finding.ts';
import { isAllPorts } from '../services.ts';
import { addressRules, cidrs, portText, prefixed } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

/** The name of a term has at most 64 characters (Firewall Filters, "term"). */
const MAX_TERM = 64;

/** A reject is told to the client; the default of Junos is a silent discard. */
const VERDICT: Readonly<Record<Action, string>> = { allow: 'accept', deny: 'reject administratively-prohibited' };

const FAMILIES = {
  4: { family: 'inet', protocol: 'protocol' },
  6: { family: 'inet6', protocol: 'next-header' },
} as const;

const NAME = { policy: 'PORTOLAN', openings: 'PORTOLAN-OPENINGS', host: 'PORTOLAN-HOST' } as const;
const APPLY = {
  policy: 'filter input PORTOLAN, on the interfaces of the clients',
  openings: 'filter input-list [ PORTOLAN-OPENINGS YOURS ], on the interfaces of the clients',
  host: 'filter output PORTOLAN-HOST, on the interface of the proxy',
} as const;

/** Filters of both families, made anew by `load set`. */
export const JUNOS: Exporter = {
  format: 'junos',
  title: 'Junos firewall filters (set commands)',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-junos.set',
  kind: 'ordered',
  lists: 'added',
  source:
    'https://www.juniper.net/documentation/us/en/software/junos/routing-policy/topics/concept/firewall-filter-stateless-overview.html',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan): Rendered => ({
    text: [
      `# ${plan.title} (${plan.subject})`,
      `# Load with: load set FILE, then commit. To use it: family inet and inet6 ${APPLY[plan.subject]}`,
      ...([4, 6] as const).flatMap((family) => filter(plan, family)),
      '',
    ].join('\n'),
    findings: [...plan.nameFindings, finding('export.stateless', '/rules')],
  }),
};

function filter(plan: ExportPlan, family: 4 | 6): string[] {
  const start = `firewall family ${FAMILIES[family].family} filter ${NAME[plan.subject]}`;
  const { protocol } = FAMILIES[family];
  const terms: readonly Term[] = addressRules(plan, family).map((rule, at) => termOf(rule, at));
  // Openings end without a last word: what they do not open goes on to the filter behind them.
  const all: readonly Term[] =
    plan.subject === 'openings'
      ? terms
      : [
          { name: 'established', from: [`${protocol} tcp`, 'tcp-established'], verdict: 'accept' },
          ...terms,
          ...defaultTerms(plan, protocol),
          { name: 'rest', from: [], verdict: 'accept' },
        ];
  return [
    `delete ${start}`,
    ...all.flatMap(({ name, from, verdict }) => [
      ...from.map((match) => `set ${start} term ${name} from ${match}`),
      `set ${start} term ${name} then ${verdict}`,
    ]),
  ];
}

interface Term {
  readonly name: string;
  readonly from: readonly string[];
  readonly verdict: string;
}

/** Several matches of one kind are any of them; of different kinds, all of them. */
function termOf(rule: ExportRule, at: number): Term {
  const { protocols, ports } = rule.services;
  return {
    name: termName(`r${at}-${rule.name}`),
    from: [
      ...cidrs(rule.from, '').flatMap((cidr) => (cidr === '' ? [] : [`source-address ${prefixed(cidr)}`])),
      ...cidrs(rule.to, '').flatMap((cidr) => (cidr === '' ? [] : [`destination-address ${prefixed(cidr)}`])),
      ...protocols.map((protocol) => `${FAMILIES[rule.family].protocol} ${protocol}`),
      ...(isAllPorts(ports) ? [] : ports.map((span) => `destination-port ${portText(span, '-')}`)),
    ],
    verdict: VERDICT[rule.action],
  };
}

function defaultTerms({ otherwise }: ExportPlan, protocol: string): Term[] {
  if (otherwise === null) return [];
  return [{ name: 'default', from: [`${protocol} tcp`, `${protocol} udp`], verdict: VERDICT[otherwise] }];
}

/** The number in front makes names differ, whatever the ids are. */
function termName(text: string): string {
  return text.replace(/[^A-Za-z0-9-]+/g, '-').slice(0, MAX_TERM);
}
