/** How do firewall rules go out: policies and openings in a firewall’s own language, and openings as rules of a policy? */
import * as z from 'zod';
import { OpeningList } from '../../schemas/firewall-exchange.ts';
import { Rendered } from '../../schemas/stateless.ts';
import { Id, Name } from '../../schemas/words.ts';
import { EXPORTERS } from '../core/firewall/exports/table.ts';
import { mount } from '../http/endpoint.ts';
import { answerRendered } from '../http/rendered-answer.ts';
import type { Router } from '../http/router.ts';
import { exportPolicy } from '../service/firewall/export.ts';
import { profileOpenings, profileRules } from '../service/profile/openings.ts';
import { FILE_HEADERS, fileAnswers, textTypesOf } from './file-answers.ts';
import { IdPath } from './parameters.ts';

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

const ANSWERS = fileAnswers(Rendered, textTypesOf(EXPORTERS));

/** Mounts everything that policies and openings are translated to. */
export function mountFirewallExports(router: Router): void {
  mountRules(router);
  mountOpenings(router);
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
    headers: FILE_HEADERS,
    answers: ANSWERS,
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
    headers: FILE_HEADERS,
    answers: ANSWERS,
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

const OPENINGS_EXAMPLE = {
  openings: [
    {
      rule: { id: 'open-guests-squid', action: 'allow', from: 'guests', to: '10.4.0.8', protocol: 'tcp', ports: 3128 },
      before: null,
    },
  ],
  complete: true,
};
