/** What does OpenAPI say of all this? One document, made from the routes. */
import type { Router } from '../http/router.ts';

/** The OpenAPI 3.1 document of an application, with this origin as its server. */
export function openApiDocument(app: Router, origin: string) {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Portolan',
      version: '1',
      description: 'Proxy profiles, and what clients need to reach the right proxy.',
    },
    servers: [{ url: origin }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
  });
}

/** The sections, in the order in which a newcomer needs them. */
const TAGS: readonly (readonly [name: string, description: string])[] = [
  ['profiles', 'Documents: store, read, publish, go back.'],
  ['keys', 'The capability keys of a profile’s URLs.'],
  ['render', 'Texts without storing anything.'],
  ['explain', 'Which proxy, and why.'],
  ['administration', 'Tokens and the audit.'],
  ['clients', 'What clients fetch. No token; a key in the path, or public.'],
  ['about', 'This service.'],
];
