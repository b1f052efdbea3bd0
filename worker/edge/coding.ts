/** In which coding does a client want its answer? By its own `Accept-Encoding`, q-values respected (RFC 9110, 12.5.3). Pure. */

/** How the bytes of an answer are coded. */
export type Coding = 'identity' | 'gzip' | 'br';

/** What is offered, the smallest first: of equal wishes the first wins. */
const OFFERED: readonly Coding[] = ['br', 'gzip', 'identity'];

/** Other names of codings (RFC 9110, 8.4.1.3). */
const ALIASES: Readonly<Record<string, string>> = { 'x-gzip': 'gzip' };

/** One entry of the header; weights beyond three digits or one are nobody's. */
const ENTRY = /^([!#$%&'*+\-.^_`|~0-9a-z]+)(?:[ \t]*;[ \t]*q=([01](?:\.\d{0,3})?))?$/;

/**
 * The codings that a client takes, best first. Without a header only the plain bytes: scripts and old clients that do
 * not ask do not decode. A client that refuses everything gets the plain bytes all the same: a PAC is always answered.
 */
export function acceptedCodings(header: string | null | undefined): readonly Coding[] {
  const weights = weightsOf(header ?? '');
  const weightOf = (coding: Coding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  // Identity is acceptable unless it is excluded, but whoever names something else would rather have that.
  const isUnnamed = !weights.has('identity') && !weights.has('*');
  const accepted = OFFERED.filter((coding) => weightOf(coding) > 0 && !(coding === 'identity' && isUnnamed));
  accepted.sort((one, other) => weightOf(other) - weightOf(one));
  return isUnnamed || accepted.length === 0 ? [...accepted, 'identity'] : accepted;
}

function weightsOf(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const entry of header.toLowerCase().split(',')) {
    const [, name, weight = '1'] = ENTRY.exec(entry.trim()) ?? [];
    if (name !== undefined) weights.set(ALIASES[name] ?? name, Math.min(1, Number(weight)));
  }
  return weights;
}

/** The entity tag of a text in a coding: each coding has its own strong tag (RFC 9110, 8.8.3.3). */
export function entityTag(hash: string, coding: Coding): string {
  return coding === 'identity' ? `"${hash}"` : `"${hash}-${coding}"`;
}
