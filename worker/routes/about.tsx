/** What does the service tell about itself, to anybody: pages, OpenAPI, schemas? */
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import * as z from 'zod';
import { FindingsPage } from '../console/findings.tsx';
import { ReferencePage, type ShownDocument } from '../console/reference.tsx';
import { StartPage } from '../console/start.tsx';
import { PAGE_POLICY, STYLE, STYLE_PATH } from '../console/style.ts';
import { firewallJsonSchema, listJsonSchema, profileJsonSchema } from '../core/document/json-schema.ts';
import { SUBJECTS } from '../core/findings/codes.ts';
import { mount } from '../http/endpoint.ts';
import { originOf } from '../http/origin.ts';
import type { Router } from '../http/router.ts';
import { FAULTS } from '../service/fault.ts';
import { documentClientUrls } from './client-urls.ts';
import { openApiDocument } from './openapi.ts';

const JSON_OBJECT = { 'application/json': z.looseObject({}) };
const HTML = { 'text/html': z.string() };
/** Seconds: what only a new version of the service changes. */
const CACHED = 'public, max-age=300';

/** Mounts what needs no token. */
export function mountAbout(app: Router): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'The administrator’s token, or one made by POST /v1/tokens.',
  });
  documentClientUrls(app);
  mountMachineReadable(app);
  mountPages(app);
}

function mountMachineReadable(app: Router): void {
  mount(app, {
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    tag: 'about',
    summary: 'This description',
    answers: { 200: { description: 'OpenAPI 3.1.', content: JSON_OBJECT } },
    handle: ({ c }) => c.json(openApiDocument(app, originOf(c.req.url, c.env.PUBLIC_URL))),
  });
  for (const [name, operationId, what, schema] of SCHEMAS) {
    mount(app, {
      method: 'get',
      path: `/schemas/${name}.json`,
      operationId,
      tag: 'about',
      summary: `The JSON Schema of ${what}, for editors`,
      answers: {
        200: { description: 'JSON Schema 2020-12.', content: { 'application/schema+json': z.looseObject({}) } },
      },
      handle: ({ c }) =>
        c.body(JSON.stringify(schema(), null, 2), 200, {
          'Content-Type': 'application/schema+json',
          'Cache-Control': CACHED,
        }),
    });
  }
}

/** The schemas that editors fetch. */
const SCHEMAS = [
  ['profile', 'getProfileSchema', 'a profile', () => profileJsonSchema()],
  ['firewall', 'getFirewallSchema', 'a firewall policy', () => firewallJsonSchema()],
  ['list', 'getListSchema', 'a rule list', () => listJsonSchema()],
] as const;

/** The pages, each drawn from what the program itself knows. */
const PAGES: readonly {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  draw(app: Router, origin: string): Child;
}[] = [
  {
    path: '/',
    operationId: 'getStart',
    summary: 'A page that says what is here',
    draw: (_, origin) => <StartPage origin={origin} />,
  },
  {
    path: '/docs',
    operationId: 'getDocs',
    summary: 'The API as a page',
    draw: (app, origin) => <ReferencePage document={shownDocument(app, origin)} problems={PROBLEMS} />,
  },
  {
    path: '/docs/findings',
    operationId: 'getFindings',
    summary: 'What each finding means, as a page',
    draw: () => <FindingsPage subjects={SUBJECTS} />,
  },
];

const PROBLEMS = Object.entries(FAULTS).map(([code, fault]) => ({ code, ...fault }));

/** The page shows a part of the document and does not look at the rest. */
const shownDocument = (app: Router, origin: string) => openApiDocument(app, origin) as unknown as ShownDocument;

function mountPages(app: Router): void {
  for (const { path, operationId, summary, draw } of PAGES) {
    mount(app, {
      method: 'get',
      path,
      operationId,
      tag: 'about',
      summary,
      answers: { 200: { description: 'A page.', content: HTML } },
      handle: ({ c }) => {
        const page = draw(app, originOf(c.req.url, c.env.PUBLIC_URL));
        return c.html(html`<!doctype html>${page}`, 200, { 'Content-Security-Policy': PAGE_POLICY });
      },
    });
  }
  mount(app, {
    method: 'get',
    path: STYLE_PATH,
    operationId: 'getStyle',
    tag: 'about',
    summary: 'The style sheet of the pages',
    answers: { 200: { description: 'CSS.', content: { 'text/css': z.string() } } },
    handle: ({ c }) => c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': CACHED }),
  });
}
