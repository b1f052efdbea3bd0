/** What do the calls look like that take their documents inline and store nothing? */
import * as z from 'zod';
import { ClientLimit, Explanation } from './api.ts';
import { Finding } from './finding.ts';
import { Policy } from './firewall.ts';
import { RuleList } from './list.ts';
import { Flavour, Profile, Query } from './profile.ts';
import { RenderAction, RenderMode } from './targets.ts';
import { Id, Name } from './words.ts';

/** The rule lists that a profile names, each with its text: nothing is fetched. */
const InlineLists = z
  .record(Id, RuleList)
  .optional()
  .describe('The rule lists that the profile names, by their ids, each with its `text`.');

/** A profile to render, without storing it. */
export const RenderRequest = z
  .strictObject({
    profile: Profile,
    firewall: Policy.optional().describe('The firewall policy that the profile follows.'),
    lists: InlineLists,
    id: Name.optional().describe('The id that the text names; `profile` when absent.'),
    target: z.string().min(1).max(63).optional().describe('A target; `pac` when absent.'),
    zone: Id.optional().describe('The zone of the firewall policy that the text is for.'),
    for: Flavour.optional().describe('The flavour of a PAC; `generic` when absent. Of the target `pac` only.'),
    mode: RenderMode.optional().describe('`pac` when absent; a target that reads no PAC gets its fixed form.'),
    action: RenderAction.optional().describe('`apply` when absent.'),
    pacUrl: z
      .string()
      .max(2048)
      .optional()
      .describe('The URL of the PAC that targets in PAC mode name; they need one.'),
  })
  .meta({ id: 'RenderRequest' });
export type RenderRequest = z.infer<typeof RenderRequest>;

/** A finished text. */
export const Rendered = z
  .strictObject({
    target: z.string(),
    mediaType: z.string(),
    filename: z.string(),
    text: z.string(),
    bytes: z.int(),
    gzip: z.int().optional().describe('Of a PAC: the bytes that clients fetch which take gzip.'),
    brotli: z.int().optional().describe('Of a PAC: the bytes that clients fetch which take Brotli.'),
    limits: z.array(ClientLimit).optional().describe('Of a PAC.'),
    hash: z.string().describe('Lower-case hex SHA-256 of the bytes.'),
    findings: z
      .array(Finding)
      .describe('Of the profile, of lists that were given inline (at `/lists/{id}`), and of the target.'),
  })
  .meta({ id: 'Rendered' });
export type Rendered = z.infer<typeof Rendered>;

/** Questions about a profile that is not stored. */
export const ExplainRequest = z
  .strictObject({
    profile: Profile,
    firewall: Policy.optional().describe('The firewall policy that the profile follows.'),
    lists: InlineLists,
    queries: z.array(Query).min(1).max(100),
  })
  .meta({ id: 'ExplainRequest' });
export type ExplainRequest = z.infer<typeof ExplainRequest>;

/** The answers, in the order of the questions. */
export const ExplainResponse = z.strictObject({ results: z.array(Explanation) }).meta({ id: 'ExplainResponse' });
