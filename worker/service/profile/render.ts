/** What text does a profile become, without storing anything? */
import type { Flavour } from '../../../schemas/profile.ts';
import type { Rendered, RenderRequest } from '../../../schemas/stateless.ts';
import { type Build, buildProfile } from '../../core/build.ts';
import { pointerTo } from '../../core/document/pointer.ts';
import type { Context } from '../context.ts';
import { entriesOf, Fault } from '../fault.ts';
import { requireRight } from '../right.ts';

/** The id that a text names when the request gives none. */
const NAMELESS = 'profile';

/** Renders a profile. Faults: forbidden, invalid. */
export function renderProfile(context: Context, request: RenderRequest): Rendered {
  requireRight(context, 'read', 'nothing');
  const { target = 'pac', id = NAMELESS, zone = null } = request;
  if (target !== 'pac') throw unknown('target', target, ['pac']);
  const build = buildProfile({ id, profile: request.profile, now: context.now });
  const errors = entriesOf(build.findings).map((entry) => ({ ...entry, pointer: `/profile${entry.pointer}` }));
  if (errors.length > 0) throw new Fault('invalid', 'Expected a profile without errors.', { errors });
  const artifact = findArtifact(build, zone, request.for ?? 'generic');
  return {
    target,
    mediaType: 'application/x-ns-proxy-autoconfig',
    filename: `${id}.pac`,
    text: artifact.text,
    // Printable ASCII: a character is a byte.
    bytes: artifact.text.length,
    hash: artifact.hash,
    findings: [...build.findings],
  };
}

function findArtifact({ artifacts }: Build, zone: string | null, flavour: Flavour) {
  const found = artifacts.find((artifact) => artifact.zone === zone && artifact.for === flavour);
  if (found !== undefined) return found;
  const zones = artifacts.flatMap((artifact) => (artifact.zone === null ? [] : [artifact.zone]));
  throw unknown('zone', zone ?? '', [...new Set(zones)]);
}

function unknown(key: 'target' | 'zone', found: string, known: readonly string[]): Fault {
  const expected = known.length === 0 ? `no ${key}: the profile names no firewall policy` : known.join(', ');
  const detail = `Expected ${expected}, found ${found}.`;
  return new Fault('invalid', detail, {
    errors: [{ pointer: pointerTo('', key), code: 'reference.unknown', detail, expected, found }],
  });
}
