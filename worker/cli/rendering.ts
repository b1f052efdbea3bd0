/** Which text does a command render, and what comes out? For the PAC and for every other target. */
import type { Finding } from '../../schemas/finding.ts';
import { Flavour } from '../../schemas/profile.ts';
import { type RenderAction, RenderMode } from '../../schemas/targets.ts';
import { type BuildInput, buildProfile } from '../core/build.ts';
import { hasErrors } from '../core/findings/finding.ts';
import { didYouMean } from '../core/findings/suggest.ts';
import { sha256Hex } from '../core/hash.ts';
import { checkProfile } from '../core/profile/check.ts';
import { TEXT_NAMES, textFor } from '../core/targets/text.ts';
import { type Options, text, UsageError } from './command.ts';

/** The options that say which text is wanted. */
export const RENDERING_OPTIONS = {
  target: { type: 'string', short: 't' },
  for: { type: 'string' },
  mode: { type: 'string' },
  remove: { type: 'boolean' },
  'pac-url': { type: 'string' },
} as const;

/** Which text is wanted. */
export interface Wanted {
  readonly target: string;
  readonly flavour: Flavour;
  readonly mode: RenderMode;
  readonly action: RenderAction;
  readonly pacUrl: string | null;
}

/** Reads the options; a word that none of them knows is a usage error. */
export function wantedBy(options: Options): Wanted {
  const target = text(options, 'target') ?? 'pac';
  if (!TEXT_NAMES.includes(target)) {
    const { fix = '"portolan targets" lists them' } = didYouMean(target, TEXT_NAMES);
    throw new UsageError(`--target: there is no ${JSON.stringify(target)}. ${fix}`);
  }
  const flavour = Flavour.safeParse(text(options, 'for') ?? 'generic');
  if (!flavour.success) throw new UsageError(`--for: expected ${Flavour.options.join(', ')}`);
  const mode = RenderMode.safeParse(text(options, 'mode') ?? 'pac');
  if (!mode.success) throw new UsageError(`--mode: expected ${RenderMode.options.join(', ')}`);
  const action = options.remove === true ? 'remove' : 'apply';
  return { target, flavour: flavour.data, mode: mode.data, action, pacUrl: text(options, 'pac-url') ?? null };
}

/** A finished text with what is told about it. */
export interface Made {
  readonly target: string;
  readonly for: Flavour;
  readonly mediaType: string;
  readonly filename: string;
  readonly text: string;
  /** Lower-case hex SHA-256. */
  readonly hash: string;
  readonly bytes: number;
}

/** Renders; null where there are errors among the findings, which are the profile's, then the target's. */
export function make(
  input: BuildInput & { readonly zone: string | null },
  wanted: Wanted,
): { readonly made: Made | null; readonly findings: readonly Finding[] } {
  const { target } = wanted;
  const policy = input.firewall ?? null;
  // Only for the PAC does its size matter.
  const about = target === 'pac' ? buildProfile(input) : checkProfile(input.profile, { ...input, policy });
  if (hasErrors(about.findings)) return { made: null, findings: about.findings };
  const text = textFor(target, { ...input, ...wanted, policy });
  const findings = [...about.findings, ...(text?.findings ?? [])];
  if (text === null || text.text === null) return { made: null, findings };
  const bytes = new TextEncoder().encode(text.text);
  const { mediaType, filename } = text;
  const size = { hash: sha256Hex(bytes), bytes: bytes.byteLength };
  return { made: { target, for: wanted.flavour, mediaType, filename, text: text.text, ...size }, findings };
}
