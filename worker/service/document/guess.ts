/** Which stored document was probably meant, where a refused one names another that is not there? */
import type { Kind } from '../../../schemas/api.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { didYouMean } from '../../core/findings/suggest.ts';
import type { PutOutcome } from '../../store/contract/documents.ts';
import type { Context } from '../context.ts';

/** Where a profile names documents of a kind. */
const NAMES: readonly (readonly [pointer: RegExp, kind: Kind])[] = [
  [/^\/rules\/.*\/list(?:\/[0-9]+)?$/, 'list'],
  [/^\/firewall$/, 'firewall'],
];
/** Documents that are compared: a page of them. */
const PAGE = { limit: 200, cursor: null } as const;

/** The same outcome, with advice where a name is close to one that exists. A token for single profiles learns none. */
export async function withGuesses({ store, caller }: Context, outcome: PutOutcome): Promise<PutOutcome> {
  if (outcome.ok || outcome.reason !== 'invalid' || caller.profiles !== null) return outcome;
  const known = new Map<Kind, readonly string[]>();
  for (const kind of new Set(outcome.findings.flatMap((finding) => kindAt(finding) ?? []))) {
    const { items } = await store.list(kind, PAGE);
    known.set(
      kind,
      items.map(({ id }) => id),
    );
  }
  return { ...outcome, findings: outcome.findings.map((finding) => advised(finding, known)) };
}

function advised(finding: Finding, known: ReadonlyMap<Kind, readonly string[]>): Finding {
  const kind = kindAt(finding);
  const ids = kind === null ? [] : (known.get(kind) ?? []);
  return { ...finding, ...didYouMean(finding.found?.replace(/^"|"$/g, '') ?? '', ids) };
}

function kindAt({ code, path }: Finding): Kind | null {
  if (code !== 'reference.unknown') return null;
  return NAMES.find(([pointer]) => pointer.test(path))?.[1] ?? null;
}
