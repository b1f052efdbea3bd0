/** How is it told that a target cannot be rendered as asked? */
import type { Finding } from '../../../schemas/finding.ts';
import { didYouMean } from '../../core/findings/suggest.ts';
import { TEXT_NAMES } from '../../core/targets/text.ts';
import { entriesOf, type FaultEntry } from '../fault.ts';

/** What a call asks with. */
export type AskedKey = 'target' | 'zone' | 'mode' | 'action' | 'pacUrl';

/** Findings that are not about the profile but about how a text was asked for. */
const ABOUT: Readonly<Record<string, AskedKey>> = {
  'target.fixed-unsupported': 'mode',
  'target.remove-elsewhere': 'action',
  'target.pac-url-missing': 'pacUrl',
  'target.pac-url-invalid': 'pacUrl',
};

/** The errors among the findings of a target; `place` says where a call names a key, the others lie under `profile`. */
export function refusalEntries(
  findings: readonly Finding[],
  { profile, place }: { readonly profile: string; place(key: AskedKey): Pick<FaultEntry, 'pointer' | 'parameter'> },
): FaultEntry[] {
  return entriesOf(findings).map((entry) => {
    const key = ABOUT[entry.code];
    return { ...entry, ...(key === undefined ? { pointer: `${profile}${entry.pointer}` } : place(key)) };
  });
}

/** A target that there is none of, with the one that was probably meant. */
export function unknownTarget(found: string): Omit<FaultEntry, 'pointer'> {
  const expected = 'the id of a target, as GET /v1/targets lists them';
  const detail = `Expected ${expected}, found ${JSON.stringify(found)}.`;
  return { code: 'reference.unknown', detail, expected, found, ...didYouMean(found, TEXT_NAMES) };
}

/** A zone that the profile's policy does not have. */
export function unknownZone(found: string, zones: readonly string[] | null): Omit<FaultEntry, 'pointer'> {
  const expected = zones === null ? 'no zone: the profile names no firewall policy' : zones.join(', ') || 'no zone';
  const detail = `Expected ${expected}, found ${JSON.stringify(found)}.`;
  return { code: 'reference.unknown', detail, expected, found, ...didYouMean(found, zones ?? []) };
}
