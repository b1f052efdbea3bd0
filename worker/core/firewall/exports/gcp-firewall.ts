/** How do GCP's VPC firewall rules say it, for Terraform? Shape: google_compute_firewall; limits: VPC quotas. Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import { finding } from '../../findings/finding.ts';
import { json } from '../../writers/json.ts';
import { isAllPorts } from '../services.ts';
import { addressRules, cidrs, portText, prefixed, wholeCidr } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';
import { MAX_ENTRIES, tooLarge } from './size.ts';

/** Priorities are 0 to 65535, the lowest first; at equal priority denials win, so every rule has its own (VPC firewall rules). */
const FIRST_PRIORITY = { openings: 0, policy: 1_000, host: 1_000 } as const;
const DEFAULT_PRIORITY = 65_534;
/** Ranges of one side of a rule (VPC quotas, "Maximum number of source / destination ranges"). */
const MAX_RANGES = 5_000;

/** One resource for each rule and family: a rule of GCP has addresses of one family. */
export const GCP_FIREWALL: Exporter = {
  format: 'gcp-firewall',
  title: 'GCP firewall rules (Terraform JSON)',
  mediaType: 'application/json',
  filename: 'portolan-gcp-firewall.tf.json',
  kind: 'ordered',
  lists: 'added',
  source: 'https://cloud.google.com/firewall/docs/firewalls',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan): Rendered => {
    const first = FIRST_PRIORITY[plan.subject];
    const rules = addressRules(plan).flatMap(pieces);
    if (first + rules.length > DEFAULT_PRIORITY) {
      const message = `GCP has ${DEFAULT_PRIORITY - first} priorities for rules, and this takes ${rules.length}`;
      return { text: null, findings: [...plan.nameFindings, finding('export.too-large', '/rules', { message })] };
    }
    const entries = rules.reduce((sum, { from, to }) => sum + from.length + to.length, 0);
    if (entries > MAX_ENTRIES) return tooLarge(plan, entries);
    const all = [...rules.map((rule, at) => resource(rule, first + at, plan)), ...defaults(plan)];
    return { text: json(document(plan, all)), findings: plan.nameFindings };
  },
};

function document({ title, subject }: ExportPlan, rules: readonly Resource[]) {
  return {
    '//': `${title} (${subject})`,
    variable: { network: { type: 'string' } },
    resource: { google_compute_firewall: Object.fromEntries(rules.map((rule) => [rule.name, rule])) },
  };
}

type Resource = ReturnType<typeof resource>;

/** A rule with longer lists than GCP takes becomes several with all pairs of their parts. */
function pieces(rule: ExportRule): Piece[] {
  const whole = wholeCidr(rule.family);
  return chunks(cidrs(rule.from, whole).map(prefixed)).flatMap((from) =>
    chunks(cidrs(rule.to, whole).map(prefixed)).map((to) => ({ ...rule, from, to })),
  );
}

type Piece = Omit<ExportRule, 'from' | 'to' | 'names'> & {
  readonly from: readonly string[];
  readonly to: readonly string[];
};

function chunks(list: readonly string[]): string[][] {
  const count = Math.ceil(list.length / MAX_RANGES);
  return Array.from({ length: count }, (_, at) => list.slice(at * MAX_RANGES, (at + 1) * MAX_RANGES));
}

/** Ids may begin with a digit and end with a hyphen, which names of GCP may not (RFC 1035): they are the description. */
function resource({ name, action, family, from, to, services }: Piece, priority: number, { subject }: ExportPlan) {
  const entries = services.protocols.map((protocol) => ({
    protocol,
    ...(isAllPorts(services.ports) ? {} : { ports: services.ports.map((span) => portText(span, '-')) }),
  }));
  return {
    name: `portolan-${subject}-${priority}${priority === DEFAULT_PRIORITY ? `-ipv${family}` : ''}`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of Terraform.
    network: '${var.network}',
    description: name,
    direction: subject === 'host' ? 'INGRESS' : 'EGRESS',
    priority,
    source_ranges: from,
    destination_ranges: to,
    ...(subject === 'host' ? { target_tags: ['portolan-proxy'] } : {}),
    [action]: entries,
  };
}

/** GCP lets everything out by default, so both defaults are written. */
function defaults(plan: ExportPlan): Resource[] {
  const { otherwise } = plan;
  if (otherwise === null) return [];
  return ([4, 6] as const).map((family) => {
    const whole = [wholeCidr(family)];
    const services: ExportRule['services'] = { protocols: ['tcp', 'udp'], ports: [[1, 65_535]] };
    const action: Action = otherwise;
    return resource({ name: 'default', action, family, from: whole, to: whole, services }, DEFAULT_PRIORITY, plan);
  });
}
