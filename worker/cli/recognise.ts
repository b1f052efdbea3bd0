/** Which kind of document is it, by its keys? So that a file of another kind is told as that, not key by key. */
import type { Kind } from '../../schemas/api.ts';
import { UsageError } from './command.ts';

/** Keys that only one kind has. */
const OWN_KEYS: Readonly<Record<Kind, readonly string[]>> = {
  profile: ['proxies', 'routes', 'delivery', 'tests', 'firewall'],
  firewall: ['zones', 'groups', 'names'],
  list: ['format', 'text', 'content', 'source'],
};

/** Keys of a rule; lists have none. */
const RULE_KEYS: readonly (readonly [Kind, readonly string[]])[] = [
  ['profile', ['when', 'use']],
  ['firewall', ['action', 'from', 'to', 'ports']],
];

const NAMES: Readonly<Record<Kind, string>> = { profile: 'a profile', firewall: 'a firewall policy', list: 'a list' };

/** What commands take it as. */
const ADVICE: Readonly<Record<Kind, string>> = {
  profile: 'Profiles need no --kind, or --kind profile.',
  firewall: 'check, diff, push and pull take it with --kind firewall; beside a profile it is --firewall FILE.',
  list: 'check, diff, push and pull take it with --kind list; beside a profile it is --list ID=FILE.',
};

/** The one kind that a parsed document has keys of; null where there is none, or more than one. */
function kindByKeys(value: unknown): Kind | null {
  const rules = keysOf(value).includes('rules') ? (value as { rules: unknown }).rules : null;
  const first = keysOf(Array.isArray(rules) ? rules[0] : null);
  const kinds = new Set([
    ...(Object.keys(OWN_KEYS) as Kind[]).filter((kind) => OWN_KEYS[kind].some((key) => keysOf(value).includes(key))),
    ...RULE_KEYS.filter(([, own]) => own.some((key) => first.includes(key))).map(([kind]) => kind),
  ]);
  const [kind, ...others] = kinds;
  return kind === undefined || others.length > 0 ? null : kind;
}

/** A usage error where a document is recognised as another kind than the one that is wanted. */
export function requireKind(file: string, value: unknown, wanted: Kind): void {
  const found = kindByKeys(value);
  if (found === null || found === wanted) return;
  throw new UsageError(`${file}: expected ${NAMES[wanted]}, found ${NAMES[found]}. ${ADVICE[found]}`);
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
