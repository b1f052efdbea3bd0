/** Which kind of document is a command about? */
import { Kind } from '../../schemas/api.ts';
import { type Options, text, UsageError } from './command.ts';

/** The option of commands that know more than profiles. */
export const KIND_OPTION = { kind: { type: 'string', short: 'k' } } as const;

/** The path under which a server has each kind. */
const PATHS: Readonly<Record<Kind, string>> = { profile: 'profiles', firewall: 'firewalls', list: 'lists' };

/** The kind that `--kind` names; a profile without it. */
export function kindOf(options: Options): Kind {
  const kind = Kind.safeParse(text(options, 'kind') ?? 'profile');
  if (kind.success) return kind.data;
  throw new UsageError(`--kind: expected ${Kind.options.join(', ')}`);
}

/** Where a server has a document. */
export const pathOf = (kind: Kind, id: string): string => `/v1/${PATHS[kind]}/${encodeURIComponent(id)}`;

/** Only profiles stand beside a policy and lists; with another kind these options are a usage error. */
export function requireAlone(kind: Kind, options: Options): void {
  const beside = (['firewall', 'list'] as const).find((name) => options[name] !== undefined);
  if (kind !== 'profile' && beside !== undefined)
    throw new UsageError(`--${beside}: only profiles name one; leave it out beside --kind ${kind}`);
}
