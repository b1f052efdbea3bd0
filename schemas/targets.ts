/** What does the table of targets look like on the wire, and how is a target asked for? */
import * as z from 'zod';
import { Flavour, ProxyScheme } from './profile.ts';

/** `pac`: the client reads the PAC; `fixed`: the client is told a proxy and what to bypass. */
export const RenderMode = z.enum(['pac', 'fixed']).meta({ id: 'RenderMode' });
export type RenderMode = z.infer<typeof RenderMode>;

/** `apply` configures, `remove` undoes it. */
export const RenderAction = z.enum(['apply', 'remove']).meta({ id: 'RenderAction' });
export type RenderAction = z.infer<typeof RenderAction>;

/** To whom a setting applies: one person's account, the whole machine, or one network connection. */
export const TargetScope = z.enum(['user', 'machine', 'connection']);
export type TargetScope = z.infer<typeof TargetScope>;

/** The families of the table. */
export const TargetFamily = z.enum([
  'pac',
  'apple',
  'windows',
  'browser',
  'mobile',
  'linux',
  'container',
  'tool',
  'server',
]);
export type TargetFamily = z.infer<typeof TargetFamily>;

/** What a format can say. */
export const TargetSupports = z
  .strictObject({
    pac: z.boolean().describe('It can name a PAC URL.'),
    pacReads: z.array(ProxyScheme).describe('Which proxies of a PAC its readers can use.'),
    fixed: z.boolean().describe('It can name a proxy.'),
    schemes: z.array(ProxyScheme).describe('Which proxies it can name.'),
    perScheme: z.boolean().describe('It can name different proxies for http and https URLs.'),
    failover: z.boolean().describe('It can name further proxies to fall back to.'),
    bypass: z.boolean().describe('It has a list of what goes direct.'),
    auth: z.boolean().describe('It can say which authentication the proxy asks for.'),
    mandatory: z.boolean().describe('It can say what happens when the PAC is unreachable.'),
    remove: z.boolean().describe('There is a text that undoes it.'),
    flavour: Flavour.describe('The flavour of PAC that it names.'),
    scopes: z.array(TargetScope),
  })
  .meta({ id: 'TargetSupports' });
export type TargetSupports = z.infer<typeof TargetSupports>;

/** One line of the table of targets. */
export const TargetEntry = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    family: TargetFamily,
    platforms: z.array(z.string()),
    supports: TargetSupports,
    mediaType: z.string(),
    filename: z.string(),
    place: z.string().describe('Where the text goes.'),
    sources: z.array(z.strictObject({ name: z.string(), url: z.string() })).describe('Where the format is described.'),
    checked: z.strictObject({ by: z.string(), on: z.iso.date() }).describe('What was held against it, and when.'),
    notes: z.array(z.string()).describe('What is always true of it.'),
  })
  .meta({ id: 'Target' });
export type TargetEntry = z.infer<typeof TargetEntry>;

/** The table of targets. */
export const TargetList = z.strictObject({ items: z.array(TargetEntry) }).meta({ id: 'TargetList' });
