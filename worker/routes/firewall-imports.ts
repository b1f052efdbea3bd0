/** How do firewall rules come in: imports, and addresses for names? */
import {
  ImportAnswer,
  ImportRequest,
  MAX_IMPORT_CHARACTERS,
  MAX_RESOLVED_NAMES,
  ResolveAnswer,
  ResolveRequest,
} from '../../schemas/firewall-exchange.ts';
import { MAX_DOCUMENT_BYTES } from '../../schemas/profile.ts';
import { mount } from '../http/endpoint.ts';
import { readPrecondition } from '../http/preconditions.ts';
import type { Router } from '../http/router.ts';
import { lookupOver } from '../probe/lookup.ts';
import { importPolicy } from '../service/firewall/import.ts';
import { resolvePolicy } from '../service/firewall/resolve.ts';
import { FIREWALL_EXAMPLE } from './kinds.ts';
import { IdPath, SMALL_BODY_BYTES, trialOf, WriteQuery } from './parameters.ts';

/** A text with its escapes, and the policy beside it. */
const IMPORT_BYTES = 2 * MAX_IMPORT_CHARACTERS + MAX_DOCUMENT_BYTES;

/** Mounts what makes policies of other things. */
export function mountFirewallImports(router: Router): void {
  mountImport(router);
  mountResolve(router);
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
      const request = { ...params, ...body, precondition, ...trialOf(query) };
      const { results, written } = await resolvePolicy(c.var.service, request, lookupOver(c.env));
      c.header('ETag', written.envelope.etag);
      return c.json({ results, firewall: written.envelope });
    },
  });
}

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
