/** How does a command get the firewall policy that profiles follow? From the file that `--firewall` names. */
import { Policy } from '../../schemas/firewall.ts';
import { reviewPolicy } from '../core/firewall/check.ts';
import type { FirewallPolicy } from '../core/firewall/policy.ts';
import { type Options, type Terminal, text } from './command.ts';
import { loadDocument, type PlacedFinding } from './load.ts';

/** The option of every command that knows it. */
export const FIREWALL_OPTION = { firewall: { type: 'string' } } as const;

/** Words about it for help texts. */
export const FIREWALL_HELP = `--firewall FILE is the firewall policy that the profiles follow, whatever name they have for it.`;

/** A policy, or why its file holds none. */
export interface LoadedPolicy {
  readonly file: string;
  /** Null where there are errors among the findings. */
  readonly policy: FirewallPolicy | null;
  readonly findings: readonly PlacedFinding[];
}

/** Reads the file that `--firewall` names; null without the option. */
export async function loadPolicy(terminal: Terminal, options: Options): Promise<LoadedPolicy | null> {
  const file = text(options, 'firewall');
  return file === undefined ? null : loadPolicyFile(terminal, file);
}

/** Reads a policy from a file, checked and analysed; `-` is standard input. */
export async function loadPolicyFile(terminal: Terminal, file: string): Promise<LoadedPolicy> {
  const loaded = await loadDocument(terminal, file, { schema: Policy, kind: 'firewall' });
  if ('findings' in loaded) return { file, policy: null, findings: loaded.findings };
  const { policy, findings } = reviewPolicy(loaded.document, terminal.now());
  return { file, policy, findings: loaded.place(findings) };
}

/** Whether a policy was named, and is none. */
export const isRefusedPolicy = (loaded: LoadedPolicy | null): loaded is LoadedPolicy & { readonly policy: null } =>
  loaded !== null && loaded.policy === null;
