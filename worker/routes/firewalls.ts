/** What can be asked of firewall policies, and of profiles about theirs? */
import {
  AnalyzeAnswer,
  AnalyzeRequest,
  FlowAnswers,
  FlowQueries,
  MAX_FLOWS,
  Reachability,
} from '../../schemas/firewall-questions.ts';
import { MAX_DOCUMENT_BYTES } from '../../schemas/profile.ts';
import { mount } from '../http/endpoint.ts';
import type { Router } from '../http/router.ts';
import { analyzeInline, analyzeStored, queryStored } from '../service/firewall/analyze.ts';
import { reachability } from '../service/profile/reachability.ts';
import { FIREWALL_EXAMPLE } from './kinds.ts';
import { IdPath, SMALL_BODY_BYTES } from './parameters.ts';

/** A policy, the one that it replaces, and as many flows as a call may hold. */
const ANALYZE_BYTES = 3 * MAX_DOCUMENT_BYTES;

const FLOWS = [
  { from: 'staff', to: '10.4.0.8', port: 3128 },
  { from: 'guests', to: 'proxy.corp.example', protocol: 'tcp', port: 3128 },
];
const FLOW_ANSWERS = {
  flows: [
    { verdict: 'allow', rule: 'staff-proxy', nearMisses: [] },
    { verdict: 'deny', rule: null, nearMisses: [{ rule: 'staff-proxy', axis: 'from', allows: 'staff' }] },
  ],
};
const REACHABILITY = {
  results: [
    {
      zone: 'staff',
      proxy: 'squid',
      verdict: 'all',
      rules: ['staff-proxy'],
      nearMisses: [],
      allowed: '10.20.0.0 → 10.4.0.8 tcp/3128',
    },
    {
      zone: 'guests',
      proxy: 'squid',
      verdict: 'none',
      rules: [null],
      nearMisses: [{ rule: 'staff-proxy', axis: 'from', allows: 'staff' }],
      denied: '10.99.0.0 → 10.4.0.8 tcp/3128',
    },
  ],
};

/** Mounts the questions about policies. */
export function mountFirewalls(router: Router): void {
  mountAnalyze(router);
  mountStored(router);
  mountReachability(router);
}

function mountAnalyze(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/analyze',
    operationId: 'analyze',
    tag: 'firewalls',
    summary: 'Analyse a firewall policy that is given inline',
    description:
      'Rules that decide nothing, rules that could go, conflicts, each with an example; what happens to up to ' +
      `${MAX_FLOWS} flows; and, beside \`compareWith\`, exactly which flows become allowed or denied. Nothing is stored.`,
    body: {
      schema: AnalyzeRequest,
      maxBytes: ANALYZE_BYTES,
      example: { firewall: FIREWALL_EXAMPLE.document, flows: FLOWS },
    },
    answers: { 200: { description: 'What was found.', content: { 'application/json': AnalyzeAnswer } } },
    handle: ({ c, body }) => c.json(analyzeInline(c.var.service, body)),
  });
}

function mountStored(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/firewalls/{id}/analysis',
    operationId: 'getFirewallAnalysis',
    tag: 'firewalls',
    summary: 'What there is to know about a policy: its newest revision, analysed now',
    params: IdPath,
    answers: { 200: { description: 'What was found.', content: { 'application/json': AnalyzeAnswer } } },
    faults: ['absent'],
    handle: async ({ c, params }) => c.json(await analyzeStored(c.var.service, params.id)),
  });
  mount(router, {
    method: 'post',
    path: '/v1/firewalls/{id}/query',
    operationId: 'queryFirewall',
    tag: 'firewalls',
    summary: 'What a policy does with flows, and what would have let them pass',
    params: IdPath,
    body: { schema: FlowQueries, maxBytes: SMALL_BODY_BYTES, example: { flows: FLOWS } },
    answers: {
      200: {
        description: 'One answer for each flow, in order.',
        content: { 'application/json': FlowAnswers },
        example: FLOW_ANSWERS,
      },
    },
    faults: ['absent'],
    handle: async ({ c, params, body }) => c.json(await queryStored(c.var.service, params.id, body.flows)),
  });
}

function mountReachability(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/profiles/{id}/reachability',
    operationId: 'getReachability',
    tag: 'firewalls',
    summary: 'Which zone of its firewall policy reaches which proxy of a profile, and why not',
    description:
      'For every zone: each proxy, and `direct` (anywhere, on 80 and 443). A PAC leaves a proxy out on `none` and `empty`.',
    params: IdPath,
    answers: {
      200: {
        description: 'Zone by zone; empty for a profile that names no policy.',
        content: { 'application/json': Reachability },
        example: REACHABILITY,
      },
    },
    faults: ['absent'],
    handle: async ({ c, params }) => c.json(await reachability(c.var.service, params.id)),
  });
}
