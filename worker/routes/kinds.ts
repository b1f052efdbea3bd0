/** Which kinds of document have routes, under which name, with which schemas? One table. */
import type * as z from 'zod';
import type { Kind } from '../../schemas/api.ts';
import {
  FirewallEnvelope,
  FirewallRevision,
  ListEnvelope,
  ListRevision,
  ProfileEnvelope,
  ProfileRevision,
} from '../../schemas/envelope.ts';
import { Policy } from '../../schemas/firewall.ts';
import { MAX_LIST_BYTES, RuleList } from '../../schemas/list.ts';
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
  /** Clients fetch it: a write can be stored without being published. */
  readonly isPublished: boolean;
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
      limits: [{ client: 'chromium', bytes: 1_048_576, fits: true }],
    },
  },
};

const campus = {
  title: 'Campus egress',
  zones: {
    staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] },
    guests: { networks: ['10.99.0.0/16'], seenAs: ['203.0.113.0/24'] },
  },
  groups: { proxies: ['10.4.0.0/24'] },
  names: { 'proxy.corp.example': ['10.4.0.8'] },
  rules: [
    { id: 'inside', action: 'allow', from: ['staff', 'guests'], to: '10.0.0.0/8', ports: [80, 443] },
    { id: 'staff-proxy', action: 'allow', from: 'staff', to: 'proxies', ports: [3128] },
  ],
  default: 'deny',
};

/** The example that OpenAPI shows for a firewall policy; it is valid, and a test stores it. */
export const FIREWALL_EXAMPLE = {
  document: campus,
  envelope: {
    id: 'campus',
    revision: 1,
    etag: '"1-9a04"',
    document: campus,
    findings: [],
    publication: null,
    dependents: [{ profile: 'headquarters', state: 'published', findings: [] }],
  },
};

const ads = { title: 'Advertising', format: 'domains', text: 'ads.example\ntracker.example\n' };

/** The example that OpenAPI shows for a rule list; it is valid, and a test stores it. */
export const LIST_EXAMPLE = {
  document: ads,
  envelope: {
    id: 'ads',
    revision: 1,
    etag: '"1-5b1e"',
    document: ads,
    content: { sha256: '2e6f2a8f54dbb8e8d7f6bd3c3a4b1fd4f1b7f43e0d5a6b0ab6c1f0a1d1c9e0aa', bytes: 28 },
    report: {
      format: 'domains',
      totals: {
        lines: 2,
        silent: 0,
        kept: 2,
        weakened: 0,
        refused: 0,
        exceptions: 0,
        duplicates: 0,
        covered: 0,
        names: 2,
        ranges: 0,
        patterns: 0,
      },
      kept: [
        { line: 1, text: 'ads.example', outcome: 'kept', became: 'domain: ads.example' },
        { line: 2, text: 'tracker.example', outcome: 'kept', became: 'domain: tracker.example' },
      ],
      weakened: [],
      refused: [],
    },
    findings: [],
    publication: null,
    dependents: [{ profile: 'headquarters', state: 'published', findings: [] }],
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
    isPublished: true,
    example: PROFILE_EXAMPLE,
  },
  {
    kind: 'firewall',
    plural: 'firewalls',
    name: 'Firewall',
    schema: Policy,
    envelope: FirewallEnvelope,
    revision: FirewallRevision,
    maxBytes: MAX_DOCUMENT_BYTES,
    isPublished: false,
    example: FIREWALL_EXAMPLE,
  },
  {
    kind: 'list',
    plural: 'lists',
    name: 'List',
    schema: RuleList,
    envelope: ListEnvelope,
    revision: ListRevision,
    maxBytes: MAX_LIST_BYTES,
    isPublished: false,
    example: LIST_EXAMPLE,
  },
];
