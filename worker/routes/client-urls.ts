/** How does OpenAPI describe the URLs that clients fetch? They are answered in `worker/edge/`, without this code. */
import * as z from 'zod';
import { Name } from '../../schemas/words.ts';
import type { Router } from '../http/router.ts';

const Variant = z.object({
  zone: z.string().optional().meta({ description: 'The zone of the client; unknown: the generic text.' }),
  for: z.string().optional().meta({ description: 'generic, apple or windows; unknown: the generic text.' }),
  stage: z.string().optional().meta({ description: '`next`: the newest revision that is stored but not published.' }),
});

const Key = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22,128}$/)
  .meta({ description: 'A capability key.' });

/** The URLs, with what stands in their paths. */
const URLS = [
  { path: '/pac/{id}.pac', operationId: 'getPublicPac', summary: 'The PAC of a public profile', params: { id: Name } },
  {
    path: '/pac/{id}/{key}.pac',
    operationId: 'getPac',
    summary: 'The PAC of a profile',
    params: { id: Name, key: Key },
  },
  { path: '/wpad.dat', operationId: 'getWpad', summary: 'The PAC that the host name is bound to', params: {} },
  { path: '/proxy.pac', operationId: 'getProxyPac', summary: 'The same under another usual name', params: {} },
] as const;

const plain = (description: string) => ({ description, content: { 'text/plain': { schema: z.string() } } });

/** Adds the clients' URLs to the OpenAPI document of a router. */
export function documentClientUrls(router: Router): void {
  for (const { path, operationId, summary, params } of URLS) {
    router.openAPIRegistry.registerPath({
      method: 'get',
      path,
      operationId,
      tags: ['clients'],
      summary,
      description: 'HEAD, `If-None-Match` and a strong ETag work. A wrong key looks like an unknown profile.',
      security: [],
      request: { params: z.object(params), query: Variant },
      responses: {
        200: {
          description: 'The PAC text.',
          content: { 'application/x-ns-proxy-autoconfig': { schema: z.string() } },
        },
        304: { description: 'The client has these bytes already.' },
        404: plain('Unknown, or not for this client.'),
        503: plain('Nothing could be read anywhere just now.'),
      },
    });
  }
  router.openAPIRegistry.registerPath({
    method: 'get',
    path: '/healthz',
    operationId: 'getHealth',
    tags: ['about'],
    summary: 'Whether the service answers; does not touch storage',
    security: [],
    responses: {
      200: {
        description: 'It does.',
        content: { 'application/json': { schema: z.strictObject({ status: z.literal('ok') }) } },
      },
    },
  });
}
