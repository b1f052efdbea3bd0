/** What does a policy become in a firewall's own language? */
import type { Rendered } from '../../../schemas/stateless.ts';
import { didYouMean } from '../../core/findings/suggest.ts';
import { policyPlan } from '../../core/firewall/exports/make-plan.ts';
import type { Exporter, ExportPlan } from '../../core/firewall/exports/plan.ts';
import { EXPORTERS, exporterOf, renderExport } from '../../core/firewall/exports/table.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';
import { renderedOf } from '../target/rendered.ts';
import { placed } from './placed.ts';
import { readStoredPolicy } from './stored.ts';

/** Exports the newest revision as it is now. Faults: forbidden, absent (policy or format), invalid. */
export async function exportPolicy(
  context: Context,
  { id, format }: { readonly id: string; readonly format: string },
): Promise<Rendered> {
  requireRight(context, 'read', { kind: 'firewall', id });
  const exporter = exporterNamed(format);
  const { policy } = await readStoredPolicy(context, id);
  return exportText(exporter, policyPlan(policy, context.now), (pointer) => pointer);
}

/** The exporter of a format. Fault: absent, with the one that was probably meant. */
export function exporterNamed(format: string): Exporter {
  const exporter = exporterOf(format);
  if (exporter !== null) return exporter;
  const formats = EXPORTERS.map((known) => known.format);
  const expected = formats.join(', ');
  const detail = `Expected ${expected}, found ${JSON.stringify(format)}.`;
  const entry = { pointer: '', parameter: 'format', code: 'reference.unknown', detail, expected, found: format };
  throw new Fault('absent', detail, { errors: [{ ...entry, ...didYouMean(format, formats) }] });
}

/**
 * A plan as text. Pointers of findings lead to rules; `rules` says where these stand. Fault: invalid, where the text would
 * not be what the rules say.
 */
export function exportText(exporter: Exporter, plan: ExportPlan, rules: (pointer: string) => string): Rendered {
  const { text, findings: found } = renderExport(exporter, plan);
  const findings = found.map((finding) => ({ ...finding, path: rules(finding.path) }));
  const { format, mediaType, filename } = exporter;
  if (text !== null) return renderedOf(format, { text, mediaType, filename, findings });
  throw new Fault('invalid', `Expected a policy that ${exporter.title} can say.`, { errors: placed('', findings) });
}
