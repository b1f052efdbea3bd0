/** How do lists, and the names that lead to a route, go out to other tools? */
import * as z from 'zod';
import { ExportedList, ExportName } from '../../schemas/list.ts';
import { Name } from '../../schemas/words.ts';
import { EXPORTS } from '../core/lists/export/table.ts';
import { mount } from '../http/endpoint.ts';
import { answerExported } from '../http/exported-answer.ts';
import type { Router } from '../http/router.ts';
import { exportList, exportRoute } from '../service/list/export.ts';
import { FILE_HEADERS, fileAnswers, textTypesOf } from './file-answers.ts';

const HEADERS = { ...FILE_HEADERS, Accept: '`application/json` for the envelope, with what is lost.' };
const ANSWERS = fileAnswers(ExportedList, textTypesOf(EXPORTS), {
  headers: { 'Portolan-Losses': 'How much the format cannot say as it is.' },
});

/** Mounts the exports of lists and of routes. */
export function mountListExports(router: Router): void {
  mountExport(router);
  mountRouteExport(router);
}

const FORMATS = EXPORTS.map(({ name }) => `\`${name}\``).join(', ');
const ExportPath = z.strictObject({
  id: Name,
  format: ExportName.meta({ description: `One of ${FORMATS}.` }),
});

function mountExport(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/lists/{id}/exports/{format}',
    operationId: 'exportList',
    tag: 'lists',
    summary: 'A list in the format of another tool',
    description:
      'What the format cannot say is counted in the header `Portolan-Losses`; `Accept: application/json` gives the first ' +
      'hundred of it beside the text. `If-None-Match` gives 304.',
    params: ExportPath,
    headers: HEADERS,
    answers: ANSWERS,
    faults: ['absent'],
    handle: async ({ c, params }) => answerExported(c, await exportList(c.var.service, params)),
  });
}

const RoutePath = z.strictObject({
  ...ExportPath.shape,
  route: z.string().min(1).max(63).meta({ description: 'A route or a proxy of the profile, `direct` or `block`.' }),
});

function mountRouteExport(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/profiles/{id}/routes/{route}/exports/{format}',
    operationId: 'exportRoute',
    tag: 'lists',
    summary: 'The names that lead to a route of a profile, in the format of another tool',
    description:
      'Names, ranges and patterns of the rules of the route, lists included, without what an earlier rule sends elsewhere. ' +
      'What the format, or any list, cannot say is counted in `Portolan-Losses`.',
    params: RoutePath,
    headers: HEADERS,
    answers: ANSWERS,
    faults: ['absent'],
    handle: async ({ c, params }) => answerExported(c, await exportRoute(c.var.service, params)),
  });
}
