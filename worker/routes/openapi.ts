/** What does OpenAPI say of all this? One document, made from the routes. */
import type { Router } from '../http/router.ts';

type Document = ReturnType<Router['getOpenAPI31Document']>;

/** Making it takes some 20 ms, and anybody may ask: once for each application is enough. */
const made = new WeakMap<Router, Document>();

/** The OpenAPI 3.1 document of an application whose routes are all mounted, with this origin as its server. */
export function openApiDocument(app: Router, origin: string): Document {
  const document = made.get(app) ?? makeDocument(app);
  made.set(app, document);
  return { ...document, servers: [{ url: origin }] };
}

function makeDocument(app: Router): Document {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Portolan',
      version: '1',
      description: 'Proxy profiles, and what clients need to reach the right proxy.',
    },
    tags: TAGS.map(([name, description]) => ({ name, description })),
  });
}

/** The sections, in the order in which a newcomer needs them. */
const TAGS: readonly (readonly [name: string, description: string])[] = [
  ['profiles', 'Documents: store, read, publish, go back.'],
  ['firewalls', 'Firewall policies: zones and ordered rules that profiles follow, and what they allow.'],
  [
    'lists',
    'Rule lists: names and patterns that profiles share, in every public format, with a report for every line.',
  ],
  ['keys', 'The capability keys of a profile’s URLs.'],
  ['targets', 'Formats of operating systems, browsers, MDMs and tools, and stored profiles in them.'],
  ['render', 'Texts without storing anything.'],
  ['explain', 'Which proxy, and why.'],
  ['ports', 'What a port is, and whether endpoints make sense; nothing is connected to.'],
  ['probes', 'What really listens: seen from the edge, and by doctors on clients.'],
  ['administration', 'Tokens and the audit.'],
  ['clients', 'What clients fetch. No token; a key in the path, or public.'],
  ['about', 'This service.'],
];
