/** What can be called on what really listens: a probe from here, its latest results, and what clients reported? */
import * as z from 'zod';
import { KeptProbes, ProbeAnswer, ProbeRequest, ReportPage } from '../../schemas/probe.ts';
import { CANARY_PATH } from '../core/probe/canary.ts';
import type { Env } from '../env.ts';
import { mount } from '../http/endpoint.ts';
import type { Router } from '../http/router.ts';
import { dialFromWorker } from '../probe/dial-cloudflare.ts';
import { probeFromEdge } from '../probe/from-edge.ts';
import { Fault } from '../service/fault.ts';
import { answerNonce } from '../service/profile/canary.ts';
import { latestProbes, probeProfile } from '../service/profile/probe.ts';
import { listReports } from '../service/profile/reports.ts';
import type { Store } from '../store/store.ts';
import { IdPath, PageQuery, pageOf, SMALL_BODY_BYTES } from './parameters.ts';

/** Mounts probes and reports, and the page that proves that a proxy relays. */
export function mountProbes(router: Router, storeOf: (env: Env) => Store): void {
  mountProbe(router);
  mountReports(router);
  mountCanary(router, storeOf);
}

function mountProbe(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/profiles/{id}/probe',
    operationId: 'probeProfile',
    tag: 'probes',
    summary: 'Look at what really listens at a profile’s proxies',
    description:
      'Connects from the edge to the proxies of the newest revision, and to nothing else. Needs the scope `probe`. ' +
      'Private addresses are left alone unless the operator allows them. Each endpoint and each day has its allowance.',
    params: IdPath,
    body: { schema: ProbeRequest, maxBytes: SMALL_BODY_BYTES, example: { proxies: ['squid'] }, optional: true },
    answers: {
      200: {
        description: 'One result for each proxy, in order; pointers lead into the profile.',
        content: { 'application/json': ProbeAnswer },
        example: { results: [RESULT_EXAMPLE] },
      },
    },
    faults: ['absent', 'too-many'],
    handle: async ({ c, params, body }) => {
      const edge = { settings: c.env, requestUrl: c.req.url, dial: dialFromWorker };
      const request = { id: params.id, ...body };
      const answer = await probeProfile(c.var.service, request, (targets, key) => probeFromEdge(edge, targets, key));
      return c.json(answer);
    },
  });
  mount(router, {
    method: 'get',
    path: '/v1/profiles/{id}/probe',
    operationId: 'getProbes',
    tag: 'probes',
    summary: 'What the latest probe of each proxy saw, and when',
    params: IdPath,
    answers: {
      200: {
        description: 'The latest results; `outdated` where the profile has changed since.',
        content: { 'application/json': KeptProbes },
        example: {
          results: [
            {
              ...RESULT_EXAMPLE,
              endpoint: 'http proxy.corp.example 3128',
              at: '2026-11-24T09:00:00.000Z',
              by: 'admin',
              outdated: false,
            },
          ],
        },
      },
    },
    faults: ['absent'],
    handle: async ({ c, params }) => c.json(await latestProbes(c.var.service, params.id)),
  });
}

function mountReports(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/profiles/{id}/reports',
    operationId: 'listReports',
    tag: 'probes',
    summary: 'What clients’ doctors reported',
    description:
      'The latest report of each client address, the newest first, beside what the firewall policy says for its zone. ' +
      'Everything in a report is what a client says of itself.',
    params: IdPath,
    query: PageQuery,
    answers: {
      200: { description: 'Reports.', content: { 'application/json': ReportPage }, example: REPORTS_EXAMPLE },
    },
    faults: ['absent'],
    handle: async ({ c, params, query }) => c.json(await listReports(c.var.service, params.id, pageOf(query))),
  });
}

const NoncePath = z.strictObject({
  nonce: z.string().max(128).meta({ description: 'What a probe has just signed.' }),
});

function mountCanary(router: Router, storeOf: (env: Env) => Store): void {
  mount(router, {
    method: 'get',
    path: `${CANARY_PATH}{nonce}`,
    operationId: 'getCanary',
    tag: 'clients',
    summary: 'The page that a probe fetches through a proxy to prove that it relays',
    params: NoncePath,
    answers: {
      200: { description: 'The answer that only this service can give.', content: { 'text/plain': z.string() } },
    },
    faults: ['absent'],
    handle: async ({ c, params }) => {
      const answer = await answerNonce(storeOf(c.env), params.nonce, Date.now());
      if (answer === null) throw new Fault('absent', 'Expected a nonce that was signed here just now.');
      return c.text(answer);
    },
  });
}

const RESULT_EXAMPLE = {
  proxy: 'squid',
  state: 'open',
  speaks: 'socks5',
  authentication: [],
  exposure: 'no-auth',
  matches: false,
  findings: [
    {
      code: 'probe.scheme',
      severity: 'error',
      path: '/proxies/squid/scheme',
      message: '3128 speaks SOCKS5; the profile says http',
      expected: 'http',
      found: 'socks5',
      fix: 'Use scheme: socks5, or the port of the HTTP listener.',
      docs: '/docs/findings#probe.scheme',
    },
  ],
  ms: 412,
};

/** A report as a doctor sends it. */
export const REPORT_EXAMPLE = {
  doctor: 1,
  profile: 'headquarters',
  zone: 'staff',
  tool: 'bash',
  proxies: [
    {
      proxy: 'squid',
      state: 'closed',
      speaks: null,
      authentication: null,
      exposure: null,
      expected: 'reachable',
      verdict: 'problem',
      finding: 'probe.closed',
    },
  ],
  routes: [{ route: 'office', page: 'failed', via: null }],
  direct: { page: 'ok', expected: 'unknown', verdict: 'ok' },
  problems: 2,
};

const REPORTS_EXAMPLE = {
  items: [
    {
      from: '10.20.3.4',
      at: '2026-11-24T09:00:00.000Z',
      summary: 'from 10.20.0.0/16 (staff): squid refused',
      report: REPORT_EXAMPLE,
      firewall: [
        { proxy: 'squid', verdict: 'all' },
        { proxy: 'direct', verdict: 'unknown' },
      ],
    },
  ],
  nextCursor: null,
};
