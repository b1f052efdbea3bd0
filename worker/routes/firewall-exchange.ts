/** How do firewall rules come in and go out: exports, openings, imports, addresses for names? */
import * as z from 'zod';
import {
  ImportAnswer,
  ImportRequest,
  MAX_IMPORT_CHARACTERS,
  MAX_RESOLVED_NAMES,
  OpeningList,
  ResolveAnswer,
  ResolveRequest,
} from '../../schemas/firewall-exchange.ts';
import { MAX_DOCUMENT_BYTES } from '../../schemas/profile.ts';
import { Rendered } from '../../schemas/stateless.ts';
import { Id, Name } from '../../schemas/words.ts';
import { EXPORTERS } from '../core/firewall/exports/table.ts';
import type { AnswerContract } from '../http/contract.ts';
import { mount } from '../http/endpoint.ts';
import { readPrecondition } from '../http/preconditions.ts';
import { answerRendered } from '../http/rendered-answer.ts';
import type { Router } from '../http/router.ts';
import { lookupOver } from '../probe/lookup.ts';
import { exportPolicy } from '../service/firewall/export.ts';
import { importPolicy } from '../service/firewall/import.ts';
import { resolvePolicy } from '../service/firewall/resolve.ts';
import { profileOpenings, profileRules } from '../service/profile/openings.ts';
import { FIREWALL_EXAMPLE } from './kinds.ts';
import { IdPath, SMALL_BODY_BYTES, WriteQuery } from './parameters.ts';

/** A text with its escapes, and the policy beside it. */
const IMPORT_BYTES = 2 * MAX_IMPORT_CHARACTERS + MAX_DOCUMENT_BYTES;

const FORMATS = EXPORTERS.map(({ format }) => `\`${format}\``).join(', ');

const RulesPath = z.strictObject({
  id: Name,
  format: z
    .string()
    .min(1)
    .max(63)
    .meta({ description: `One of ${FORMATS}.` }),
});

const SideQuery = z.strictObject({
  side: z.enum(['openings', 'host']).optional().meta({
    description:
      '`openings` (when absent): for the firewall between clients and proxies. `host`: for the machine of a proxy; only the zones that should use it are let in.',
  }),
  proxy: Id.optional().meta({
    description: 'With `side=host`: a proxy on the machine; needed when there are several.',
  }),
});

const FORM_HEADERS = {
  Accept: '`application/json` for the envelope.',
  'If-None-Match': 'An entity tag of an earlier answer.',
};

/** Mounts everything that translates policies. */
export function mountFirewallExchange(router: Router): void {
  mountRules(router);
  mountOpenings(router);
  mountImport(router);
  mountResolve(router);
}

function mountRules(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/firewalls/{id}/rules/{format}',
    operationId: 'exportFirewall',
    tag: 'firewalls',
    summary: 'A whole policy in a firewall’s own language',
    description:
      'The newest revision as it is now: disabled and expired rules are left out. 422 where the target cannot say what the ' +
      'policy says, with the reason. `If-None-Match` gives 304.',
    params: RulesPath,
    headers: FORM_HEADERS,
    answers: RULES_ANSWERS,
    faults: ['absent'],
    handle: async ({ c, params }) => answerRendered(c, await exportPolicy(c.var.service, params)),
  });
  mount(router, {
    method: 'get',
    path: '/v1/profiles/{id}/firewall-rules/{format}',
    operationId: 'exportOpenings',
    tag: 'firewalls',
    summary: 'The openings that a profile needs, or the rules for a proxy’s own machine, in a firewall’s own language',
    description:
      'Openings are what clients of the zones need to reach the proxies of their routes and the policy denies. 422 for a ' +
      'profile that follows no policy. `If-None-Match` gives 304.',
    params: RulesPath,
    query: SideQuery,
    headers: FORM_HEADERS,
    answers: RULES_ANSWERS,
    faults: ['absent'],
    handle: async ({ c, params, query: { side = 'openings', proxy = null } }) =>
      answerRendered(c, await profileRules(c.var.service, { ...params, side, proxy })),
  });
}

function mountOpenings(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/profiles/{id}/openings',
    operationId: 'getOpenings',
    tag: 'firewalls',
    summary: 'The rules that a profile needs and its policy does not give, and in front of which rule each belongs',
    params: IdPath,
    answers: {
      200: {
        description: 'With these in place every needed flow is allowed, and no other verdict changes.',
        content: { 'application/json': OpeningList },
        example: OPENINGS_EXAMPLE,
      },
    },
    faults: ['absent'],
    handle: async ({ c, params }) => c.json(await profileOpenings(c.var.service, params.id)),
  });
}

function mountImport(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/firewalls/import',
    operationId: 'importFirewall',
    tag: 'firewalls',
    summary: 'Make a policy of nftables or iptables rules, AWS security groups or a CSV; nothing is stored',
    description: 'A rule that is only partly understood is left out, and the report says which and why.',
    body: { schema: ImportRequest, maxBytes: IMPORT_BYTES, example: IMPORT_EXAMPLE },
    answers: {
      200: {
        description: 'The policy, ready for a PUT, and what is not in it.',
        content: { 'application/json': ImportAnswer },
        example: IMPORTED_EXAMPLE,
      },
    },
    handle: ({ c, body }) => c.json(importPolicy(c.var.service, body)),
  });
}

function mountResolve(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/firewalls/{id}/resolve',
    operationId: 'resolveFirewall',
    tag: 'firewalls',
    summary: 'Fill the addresses of a policy’s names by DNS over HTTPS, as a new revision',
    description:
      `Asks the resolver that the operator has set (422 without one) for up to ${MAX_RESOLVED_NAMES} names that stand in the policy. ` +
      'Addresses that are neither public nor in `PROBE_NETWORKS` are not taken over. Needs the scopes `probe` and `write`.',
    params: IdPath,
    query: WriteQuery,
    headers: { 'If-Match': 'Only on top of this revision.' },
    body: {
      schema: ResolveRequest,
      maxBytes: SMALL_BODY_BYTES,
      example: { names: ['proxy.corp.example'] },
      optional: true,
    },
    answers: {
      200: {
        description: 'What became of each name, and the policy as a write answers it.',
        content: { 'application/json': ResolveAnswer },
        example: RESOLVED_EXAMPLE,
        headers: { ETag: 'Of the policy.' },
      },
    },
    faults: ['absent', 'precondition'],
    handle: async ({ c, params, query, body }) => {
      const precondition = readPrecondition((name) => c.req.header(name));
      const request = { ...params, ...body, precondition, dryRun: query.dryRun === 'true' };
      const { results, written } = await resolvePolicy(c.var.service, request, lookupOver(c.env));
      c.header('ETag', written.envelope.etag);
      return c.json({ results, firewall: written.envelope });
    },
  });
}

const TEXT_TYPES = [...new Set(EXPORTERS.map(({ mediaType }) => mediaType.split(';')[0] ?? ''))].filter(
  (type) => type !== 'application/json',
);

const RULES_ANSWERS: Readonly<Record<number, AnswerContract>> = {
  200: {
    description: 'The file, or the envelope around it.',
    content: { 'application/json': Rendered },
    texts: TEXT_TYPES,
    headers: { ETag: 'Strong; of these bytes.', 'Content-Disposition': 'The name of the file.' },
  },
  304: { description: 'The client has these bytes already.' },
};

const OPENINGS_EXAMPLE = {
  openings: [
    {
      rule: { id: 'open-guests-squid', action: 'allow', from: 'guests', to: '10.4.0.8', protocol: 'tcp', ports: 3128 },
      before: null,
    },
  ],
  complete: true,
};

const IMPORT_EXAMPLE = {
  format: 'csv',
  text: 'action,from,to,protocol,ports\nallow,10.20.0.0/16,10.4.0.0/24,tcp,3128\nmasquerade,any,any,any,\n',
};

const IMPORTED_EXAMPLE = {
  document: {
    rules: [{ action: 'allow', from: '10.20.0.0/16', to: '10.4.0.0/24', protocol: 'tcp', ports: 3128 }],
    default: 'deny',
  },
  report: {
    found: 2,
    kept: 1,
    remarks: [
      {
        at: 'line 3',
        text: 'masquerade, any, any, any,',
        effect: 'left-out',
        reason: 'expected an action: allow or deny; without it the policy may allow more',
      },
    ],
  },
  findings: [],
};

const RESOLVED_EXAMPLE = {
  results: [{ name: 'proxy.corp.example', state: 'resolved', addresses: ['10.4.0.8'] }],
  firewall: FIREWALL_EXAMPLE.envelope,
};
