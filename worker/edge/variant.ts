/** Which of a profile's texts does this client get? By `?zone=`, else by its address; by `?for=` and `?stage=`. */
import type { Manifest } from '../store/contract/manifest.ts';
import type { TextHead } from './head.ts';
import { zoneAt } from './zone.ts';

/** The flavours that a client may ask for; the same words as `schemas/profile.ts`, without its library. */
const FLAVOURS: readonly string[] = ['generic', 'apple', 'windows'];

/** Whether a flavour is one that there is; null, none is asked for, is. */
export const isKnownFlavour = (flavour: string | null): boolean => flavour === null || FLAVOURS.includes(flavour);

/** What the query string asks for. */
export interface Wish {
  readonly zone: string | null;
  readonly flavour: string | null;
  /** The newest revision that is stored but not published. */
  readonly next: boolean;
}

/** Nothing is asked for. */
const NO_WISH: Wish = { zone: null, flavour: null, next: false };

/** One text of a publication. */
export interface Variant extends TextHead {
  readonly zone: string;
  readonly flavour: string;
  readonly stage: 'published' | 'next';
  /** `{profile}|{stage}|{zone}|{flavour}`: under which name it is remembered what was served last. */
  readonly place: string;
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
export function chooseVariant(manifest: Manifest, wish: Wish, address: () => string | null): Variant | null {
  const staged = wish.next ? manifest.next : null;
  const publication = staged ?? manifest;
  const flavourKnown = isKnownFlavour(wish.flavour);
  const flavour = flavourKnown ? (wish.flavour ?? 'generic') : 'generic';
  const wished = wish.zone ?? zoneAt(publication.zones, address) ?? '';
  const zoneKnown = wished === '' || Object.hasOwn(publication.artifacts, `${wished}|${flavour}`);
  const zone = zoneKnown ? wished : '';
  const known = knownVariant(manifest, staged === null ? 'published' : 'next', { zone, flavour });
  if (known === null || (zoneKnown && flavourKnown)) return known;
  const unknown = [
    ...(zoneKnown || wish.zone === null ? [] : (['zone'] as const)),
    ...(flavourKnown ? [] : (['for'] as const)),
  ];
  return unknown.length === 0 ? known : { ...known, unknown };
}

/** The variants of a manifest that were asked for: the same objects each time, so that what is made of them is made once. */
const KNOWN = new WeakMap<Manifest, Map<string, Variant | null>>();

/** A variant of which nothing is unknown. */
function knownVariant(
  manifest: Manifest,
  stage: Variant['stage'],
  { zone, flavour }: { readonly zone: string; readonly flavour: string },
): Variant | null {
  const variants = KNOWN.get(manifest) ?? new Map<string, Variant | null>();
  if (variants.size === 0) KNOWN.set(manifest, variants);
  const place = `${manifest.id}|${stage}|${zone}|${flavour}`;
  const remembered = variants.get(place);
  if (remembered !== undefined) return remembered;
  const { artifacts, revision } = (stage === 'next' ? manifest.next : null) ?? manifest;
  const hash = findHash(artifacts, zone, flavour);
  const { maxAge } = manifest;
  const variant = hash === null ? null : { zone, flavour, hash, revision, stage, place, maxAge, unknown: [] };
  variants.set(place, variant);
  return variant;
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
