/** What can be asked about targets: the table, and a stored profile in one of its formats? */
import * as z from 'zod';
import { Flavour } from '../../schemas/profile.ts';
import { Rendered } from '../../schemas/stateless.ts';
import { RenderAction, RenderMode, TargetList } from '../../schemas/targets.ts';
import { Id, Name } from '../../schemas/words.ts';
import { targetEntries } from '../core/targets/table.ts';
import { mount } from '../http/endpoint.ts';
import { answerRendered } from '../http/rendered-answer.ts';
import type { Router } from '../http/router.ts';
import { listTargets } from '../service/target/list.ts';
import { renderSnippet } from '../service/target/snippet.ts';
import { FILE_HEADERS, fileAnswers, textTypesOf } from './file-answers.ts';

/** Mounts the table and the snippets. */
export function mountTargets(router: Router): void {
  mountTable(router);
  mountSnippets(router);
}

function mountTable(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/targets',
    operationId: 'listTargets',
    tag: 'targets',
    summary: 'The formats that a profile can be rendered to',
    description: 'What each can say, where its text goes, where the format is described, and how it was checked.',
    answers: {
      200: {
        description: 'All of them, in the order of docs/targets.md.',
        content: { 'application/json': TargetList },
        example: TABLE_EXAMPLE,
      },
    },
    handle: ({ c }) => c.json({ items: listTargets(c.var.service) }),
  });
}

const SnippetPath = z.strictObject({
  id: Name,
  target: z
    .string()
    .min(1)
    .max(79)
    .meta({ description: 'A target, or `install.sh` or `install.ps1`, which set up many at once.' }),
});

const SnippetQuery = z.strictObject({
  mode: RenderMode.optional().meta({ description: '`pac` when absent; what reads no PAC gets its fixed form.' }),
  action: RenderAction.optional().meta({ description: '`apply` when absent.' }),
  zone: Id.optional().meta({ description: 'The zone of the firewall policy that the text is for.' }),
  for: Flavour.optional().meta({ description: 'Of the target `pac` only: the flavour; `generic` when absent.' }),
});

function mountSnippets(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/profiles/{id}/snippets/{target}',
    operationId: 'getSnippet',
    tag: 'targets',
    summary: 'The newest revision of a profile, rendered for a target',
    description:
      'The file itself with its own media type; `Accept: application/json` gives the envelope of `POST /v1/render`, whose ' +
      'findings tell what the target cannot say of this profile. A text that embeds the URL of a PAC with a key needs ' +
      'the scope `write`, as reading keys does. `If-None-Match` gives 304.',
    params: SnippetPath,
    query: SnippetQuery,
    headers: FILE_HEADERS,
    answers: fileAnswers(Rendered, TEXT_TYPES, { example: RENDERED_EXAMPLE }),
    faults: ['absent'],
    handle: async ({ c, params, query }) => {
      const { mode = 'pac', action = 'apply', zone = null, for: flavour = 'generic' } = query;
      return answerRendered(c, await renderSnippet(c.var.service, { ...params, mode, action, zone, flavour }));
    },
  });
}

/** One of the texts, in its envelope. */
export const RENDERED_EXAMPLE = {
  target: 'git',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan.gitconfig',
  text: '[http]\n\tproxy = "http://proxy.corp.example:3128"\n',
  bytes: 49,
  hash: '517e0f3b26395c82d038bacc69485b78252223db722fa3a1cb49c1a1b0badbef',
  findings: [
    {
      code: 'target.bypass-lost',
      severity: 'warning',
      path: '/rules/0',
      message: 'git (http.proxy) sends these through the proxy: it has no word for names without a dot',
      found: 'names without a dot',
      fix: 'Use a target that reads the PAC, or write the rule in terms that the format knows.',
      docs: '/docs/findings#target.bypass-lost',
    },
  ],
};

/** One line of the table. */
const TABLE_EXAMPLE = { items: targetEntries().slice(0, 1) };

/** The media types of the table, without JSON, which is also that of the envelope. */
export const TEXT_TYPES = textTypesOf(targetEntries());
