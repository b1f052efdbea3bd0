/** Which kinds of finding are there? The closed table of codes; `docs/findings.md` is made from it. Pure. */
import { EXPORTS } from './codes/exports.ts';
import { FIREWALL } from './codes/firewall.ts';
import { FIREWALL_ANALYSIS } from './codes/firewall-analysis.ts';
import { LISTS } from './codes/lists.ts';
import { PORTS } from './codes/ports.ts';
import { PROBE } from './codes/probe.ts';
import { PROFILE } from './codes/profile.ts';
import { READING } from './codes/reading.ts';
import { REQUESTS } from './codes/requests.ts';
import { RULES } from './codes/rules.ts';
import { SHAPE } from './codes/shape.ts';
import { SUBSCRIPTIONS } from './codes/subscriptions.ts';
import { TARGETS } from './codes/targets.ts';
import { VALUES } from './codes/values.ts';
import type { CodeEntry } from './entry.ts';

/** The subjects of the table, in the order of the page. A new subject is one file and one line. */
export const SUBJECTS = [
  { title: 'Texts that cannot be read', codes: READING },
  { title: 'Shape', codes: SHAPE },
  { title: 'Values', codes: VALUES },
  { title: 'Rules', codes: RULES },
  { title: 'Profiles', codes: PROFILE },
  { title: 'Firewall policies', codes: FIREWALL },
  { title: 'Analysis of firewall policies', codes: FIREWALL_ANALYSIS },
  { title: 'Exports of firewall rules', codes: EXPORTS },
  { title: 'Rule lists', codes: LISTS },
  { title: 'Subscriptions of lists', codes: SUBSCRIPTIONS },
  { title: 'Ports and endpoints', codes: PORTS },
  { title: 'Live probes', codes: PROBE },
  { title: 'Targets', codes: TARGETS },
  { title: 'Requests', codes: REQUESTS },
] as const;

type Tables = (typeof SUBJECTS)[number]['codes'];
type KeyOf<Table> = Table extends unknown ? keyof Table : never;

/** The name of a kind of finding. Names are stable: scripts match on them. */
export type FindingCode = KeyOf<Tables>;

/** Every code with what is said about it. */
export const CODES: Readonly<Record<FindingCode, CodeEntry>> = Object.assign({}, ...SUBJECTS.map(({ codes }) => codes));

/** Whether a text is one of the codes. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(CODES, code);
}

/** Where a code is explained: a path of the service, `/docs/findings#host.invalid`; the page is `docs/findings.md`. */
export function findingPage(code: string): string {
  return `/docs/findings#${code}`;
}
