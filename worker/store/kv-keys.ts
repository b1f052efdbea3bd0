/** Under which names does KV keep things? The only place that knows; docs/storage.md lists the same table. Pure. */

/** Every kind of key: its prefix, the rest of the key, and what the value is. */
export const KV_KEYS = {
  artifact: {
    prefix: 'a:',
    rest: 'SHA-256 of the bytes, lower-case hex',
    value: 'a PAC text with its compressed forms (`packText`); never changes',
  },
  manifest: { prefix: 'm:', rest: 'profile id', value: 'JSON: what the edge knows about a profile (`Manifest`)' },
  wpad: { prefix: 'w:', rest: 'host name', value: 'the id of the profile that the name is bound to' },
} as const satisfies Record<string, { readonly prefix: string; readonly rest: string; readonly value: string }>;

/** The key of an artifact's bytes. */
export const artifactKey = (hash: string): string => `${KV_KEYS.artifact.prefix}${hash}`;

/** The key of a profile's manifest. */
export const manifestKey = (profile: string): string => `${KV_KEYS.manifest.prefix}${profile}`;

/** The key of a WPAD name's pointer. */
export const wpadKey = (name: string): string => `${KV_KEYS.wpad.prefix}${name}`;
