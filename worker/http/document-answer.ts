/** How is a document answered: with its envelope, bare, as JSON or YAML, or not at all because it is unchanged? */
import type { Context } from 'hono';
import { writeYaml } from '../core/document/yaml.ts';
import type { Written } from '../service/document/put.ts';
import { envelopeOf } from '../service/envelope.ts';
import type { Stored } from '../store/contract/documents.ts';
import type { AppEnv } from './app-env.ts';
import { wantsYaml } from './negotiate.ts';
import { readTags } from './preconditions.ts';

/** The answer to a read: 304 when the client names this revision and nothing of it is still under way. */
export function answerDocument(c: Context<AppEnv>, stored: Stored, view: { readonly bare: boolean }): Response {
  const isBare = view.bare || wantsYaml(c.req.header('Accept'));
  c.header('ETag', stored.etag);
  c.header('Vary', 'Accept');
  const known = readTags(c.req.header('If-None-Match') ?? '').map((tag) => tag.replace(/^W\//, ''));
  if (known.includes(stored.etag) && (isBare || isSettled(stored))) return c.body(null, 304);
  return isBare ? answerBare(c, JSON.parse(stored.document)) : c.json(envelopeOf(c.var.service, stored));
}

/** The answer to a write. */
export function answerWritten(
  c: Context<AppEnv>,
  written: Written,
  how: { readonly dryRun: boolean; readonly location: string },
): Response {
  c.header('ETag', written.envelope.etag);
  if (how.dryRun || !written.created) return c.json(written.envelope, 200);
  c.header('Location', how.location);
  return c.json(written.envelope, 201);
}

/** A document alone, as YAML when the client prefers it. */
export function answerBare(c: Context<AppEnv>, document: unknown): Response {
  c.header('Vary', 'Accept');
  if (!wantsYaml(c.req.header('Accept'))) return c.json(document as object);
  return c.body(writeYaml(document), 200, { 'Content-Type': 'application/yaml' });
}

/**
 * A publication that is pending or held changes without a new revision, and so do a subscription and the profiles that
 * use a document: the envelope must not hide that behind 304.
 */
function isSettled({ publication, revision, dependents, list }: Stored): boolean {
  if (list?.subscription !== undefined || dependents.some(({ state }) => state !== 'published')) return false;
  return publication === null || (publication.state === 'published' && publication.revision === revision);
}
