/** What can be asked about ports and endpoints, without anybody connecting to them? */
import * as z from 'zod';
import { PortDescription, PortPage, ValidateAnswer, ValidateRequest } from '../../schemas/ports.ts';
import { MAX_DOCUMENT_BYTES } from '../../schemas/profile.ts';
import { mount } from '../http/endpoint.ts';
import type { Router } from '../http/router.ts';
import { describePort } from '../service/port/describe.ts';
import { searchPorts } from '../service/port/search.ts';
import { validatePorts } from '../service/port/validate.ts';
import { PageQuery, pageOf } from './parameters.ts';

/** Mounts what is known of ports, and validation. */
export function mountPorts(router: Router): void {
  mountKnowledge(router);
  mountValidation(router);
}

/** 1 to 65535, without leading zeros. */
const PORT = /^(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/;

const PortPath = z.strictObject({
  port: z.string().regex(PORT, 'expected a port from 1 to 65535').meta({ description: 'A port number, 1 to 65535.' }),
});

const SearchQuery = z.strictObject({
  q: z.string().max(200).optional().meta({
    description: 'Words of services, products, roles or settings, or a number; each must begin some word of the port.',
  }),
  ...PageQuery.shape,
});

function mountKnowledge(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/ports',
    operationId: 'searchPorts',
    tag: 'ports',
    summary: 'The known ports, searched by words',
    description:
      'Ports with a proxy product, a registration or a browser’s block. A number is found whether known or not.',
    query: SearchQuery,
    answers: {
      200: {
        description: 'Ports, ascending; one that was asked for by its number stands first.',
        content: { 'application/json': PortPage },
        example: PAGE_EXAMPLE,
      },
    },
    handle: ({ c, query: { q = '', ...page } }) => c.json(searchPorts(c.var.service, q, pageOf(page))),
  });
  mount(router, {
    method: 'get',
    path: '/v1/ports/{port}',
    operationId: 'getPort',
    tag: 'ports',
    summary: 'Everything known of one port',
    description:
      'Range, registrations, proxy products, ephemeral ranges. `blockedByBrowsers` is about URLs, also the PAC’s own; ' +
      'it does not hold for the port of a proxy.',
    params: PortPath,
    answers: {
      200: { description: 'The port.', content: { 'application/json': PortDescription }, example: PORT_EXAMPLE },
    },
    handle: ({ c, params }) => c.json(describePort(c.var.service, Number(params.port))),
  });
}

function mountValidation(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/ports/validate',
    operationId: 'validatePorts',
    tag: 'ports',
    summary: 'Whether endpoints make sense',
    description:
      'Up to 1,000 endpoints, each with its verdict. With `firewall` (the id of a stored policy, or the document itself), also ' +
      'what it says for each zone (or only for `zone`), with the rule that nearly fits. Nothing is connected to.',
    body: { schema: ValidateRequest, maxBytes: MAX_DOCUMENT_BYTES, example: ENDPOINTS_EXAMPLE },
    answers: {
      200: {
        description: 'One result for each endpoint, in order; pointers lead into the request.',
        content: { 'application/json': ValidateAnswer },
        example: RESULTS_EXAMPLE,
      },
    },
    handle: async ({ c, body }) => c.json(await validatePorts(c.var.service, body)),
  });
}

const PAGE_EXAMPLE = {
  items: [{ port: 3128, range: 'user', services: ['ndl-aas'], products: ['Squid', 'Cntlm'], blockedByBrowsers: false }],
  nextCursor: null,
};

const PORT_EXAMPLE = {
  port: 3128,
  range: 'user',
  services: [{ name: 'ndl-aas', description: 'Active API server; in wide use by Squid' }],
  proxies: [
    {
      product: 'Squid',
      role: 'http',
      usable: true,
      evidence: 'source-default',
      source: 'squid-cache/squid src/cf.data.pre',
      setting: 'http_port',
    },
  ],
  blockedByBrowsers: false,
  ephemeral: [],
  sentences: ['3128 is a user port (1024-49151, RFC 6335): any program may listen there.', 'Squid is an HTTP proxy.'],
  findings: [],
};

const endpoint = { scheme: 'socks5', host: 'proxy.corp.example', port: 3128 };
const ENDPOINTS_EXAMPLE = { endpoints: [endpoint] };
const RESULTS_EXAMPLE = {
  results: [
    {
      endpoint,
      verdict: 'warning',
      findings: [
        {
          code: 'port.scheme-habit',
          severity: 'warning',
          path: '/endpoints/0/scheme',
          message: 'socks5 on 3128: customarily http is spoken there (Squid)',
          expected: 'http',
          found: 'socks5',
          fix: 'If the listener speaks http, write scheme: http; else write the port that speaks socks5.',
          docs: '/docs/findings#port.scheme-habit',
        },
      ],
    },
  ],
};
