/** Which of a profile's texts does this client get? By `?zone=`, else by its address; by `?for=` and `?stage=`. */
import type { Manifest } from '../store/store.ts';
import { zoneAt } from './zone.ts';

/** The flavours that a client may ask for; the same words as `schemas/profile.ts`, without its library. */
const FLAVOURS: readonly string[] = ['generic', 'apple', 'windows'];

/** What the query string asks for. */
export interface Wish {
  readonly zone: string | null;
  readonly flavour: string | null;
  /** The newest revision that is stored but not published. */
  readonly next: boolean;
}

/** Nothing is asked for. */
export const NO_WISH: Wish = { zone: null, flavour: null, next: false };

/** One text of a publication. */
export interface Variant {
  readonly zone: string;
  readonly flavour: string;
  readonly hash: string;
  readonly revision: number;
  readonly stage: 'published' | 'next';
  /** What was asked for and is not known, so that the generic text stands in. */
  readonly unknown: readonly ('zone' | 'for')[];
}

/** The wish that a query string states. */
export function readWish(query: URLSearchParams): Wish {
  return { zone: query.get('zone'), flavour: query.get('for'), next: query.get('stage') === 'next' };
}

/** The wish that a URL states. */
export const wishOf = (url: string): Wish => (url.includes('?') ? readWish(new URL(url).searchParams) : NO_WISH);

/**
 * The variant that fits a wish, generic where the wish is unknown; null when the publication has no text at all. Where
 * nothing is wished about the zone, the client's address decides, as the network in front saw it.
 */
export function chooseVariant(manifest: Manifest, wish: Wish, address: string | null): Variant | null {
  const staged = wish.next ? manifest.next : null;
  const publication = staged ?? manifest;
  const flavourKnown = wish.flavour === null || FLAVOURS.includes(wish.flavour);
  const flavour = flavourKnown ? (wish.flavour ?? 'generic') : 'generic';
  const wished = wish.zone ?? zoneAt(publication.zones, address) ?? '';
  const zoneKnown = wished === '' || Object.hasOwn(publication.artifacts, `${wished}|${flavour}`);
  const zone = zoneKnown ? wished : '';
  const hash = findHash(publication.artifacts, zone, flavour);
  if (hash === null) return null;
  const unknown = [
    ...(zoneKnown || wish.zone === null ? [] : (['zone'] as const)),
    ...(flavourKnown ? [] : (['for'] as const)),
  ];
  return {
    zone,
    flavour,
    hash,
    revision: publication.revision,
    stage: staged === null ? 'published' : 'next',
    unknown,
  };
}

/** What the publication before served for the same variant. */
export function previousVariant(manifest: Manifest, variant: Variant): Variant | null {
  if (manifest.previous === null) return null;
  const hash = findHash(manifest.previous.artifacts, variant.zone, variant.flavour);
  return hash === null ? null : { ...variant, hash, revision: manifest.previous.revision };
}

/** The hash of a variant, or of the generic text of the same flavour. */
function findHash(artifacts: Manifest['artifacts'], zone: string, flavour: string): string | null {
  return artifacts[`${zone}|${flavour}`] ?? artifacts[`|${flavour}`] ?? null;
}
