/** Which kinds of document have routes, under which name, with which schemas? One table. */
import type * as z from 'zod';
import type { Kind } from '../../schemas/api.ts';
import { ProfileEnvelope, ProfileRevision } from '../../schemas/envelope.ts';
import { MAX_DOCUMENT_BYTES, Profile } from '../../schemas/profile.ts';

/** A kind of document as the API shows it. */
export interface DocumentKind {
  readonly kind: Kind;
  /** The path segment and the tag. */
  readonly plural: string;
  /** For operation ids: `putProfile`. */
  readonly name: string;
  readonly schema: z.ZodType;
  readonly envelope: z.ZodType;
  readonly revision: z.ZodType;
  readonly maxBytes: number;
  readonly example: { readonly document: unknown; readonly envelope: unknown };
}

const headquarters = {
  title: 'Headquarters staff',
  proxies: { squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128 } },
  routes: { office: ['squid', 'direct'] },
  rules: [
    { when: { plain: true }, use: 'direct' },
    { when: { domain: ['corp.example'] }, use: 'direct', note: 'split DNS' },
  ],
  default: 'office',
};

/** The example that OpenAPI shows for a profile; it is valid, and a test stores it. */
export const PROFILE_EXAMPLE = {
  document: headquarters,
  envelope: {
    id: 'headquarters',
    revision: 1,
    etag: '"1-6f1c"',
    document: headquarters,
    findings: [],
    publication: {
      state: 'published',
      revision: 1,
      pacUrl: 'https://pac.corp.example/pac/headquarters/pQ7c9yP2k0mX4tB8sW1nLA.pac',
      artifacts: [{ zone: null, for: 'generic', hash: 'e3b0c442', bytes: 1834, gzip: 812 }],
    },
  },
};

/** The kinds that have routes. */
export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  {
    kind: 'profile',
    plural: 'profiles',
    name: 'Profile',
    schema: Profile,
    envelope: ProfileEnvelope,
    revision: ProfileRevision,
    maxBytes: MAX_DOCUMENT_BYTES,
    example: PROFILE_EXAMPLE,
  },
];
