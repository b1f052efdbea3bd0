/** What does a document become before it is kept? `core/build`, then canonical text and sizes. Loaded when first needed. */
import { gzipSync } from 'node:zlib';
import type { Kind } from '../../schemas/api.ts';
import { Policy } from '../../schemas/firewall.ts';
import { Profile } from '../../schemas/profile.ts';
import { type Artifact, type Build, type BuildInput, buildProfile } from '../core/build.ts';
import { canonicalText } from '../core/document/canonical.ts';
import { hasErrors } from '../core/findings/finding.ts';
import { reviewPolicy } from '../core/firewall/check.ts';
import { parsePolicy } from '../core/firewall/parse.ts';
import type { FirewallPolicy } from '../core/firewall/policy.ts';
import { listsNamedBy } from '../core/lists/named.ts';
import type { Lists } from '../core/rules/kind.ts';
import { compileList, meaningOfKept } from './compile-list.ts';
import type {
  Compiled,
  CompiledText,
  CompileInput,
  Compiler,
  Delivery,
  Documents,
  NotCompiled,
  Reference,
} from './compiler.ts';

/** Seconds that a client may keep a PAC when its profile does not say; as `schemas/profile.ts` describes it. */
const DEFAULT_MAX_AGE = 300;

/** The signature of `core/build`. */
export type BuildProfile = (input: BuildInput) => Build;

/** The compiler around a build function; tests bring their own. A kind without an entry has no routes either. */
export function createCompiler(build: BuildProfile): Compiler {
  const kinds: Readonly<Partial<Record<Kind, Compiler>>> = {
    profile: (input) => compileProfile(build, input),
    firewall: compilePolicy,
    list: compileList,
  };
  return (input) => {
    const compile = kinds[input.kind];
    if (compile === undefined) throw new Error(`Expected a kind that can be compiled, found ${input.kind}.`);
    return compile(input);
  };
}

/** The compiler of the service. */
export const compile: Compiler = createCompiler(buildProfile);

function compileProfile(build: BuildProfile, { id, document, now, documents }: CompileInput): Compiled | NotCompiled {
  // The shape was checked where the document came in; a stored one was canonical when it was stored.
  const profile = document as Profile;
  const references = referencesOf(profile);
  const firewall = profile.firewall === undefined ? null : documents.get({ kind: 'firewall', id: profile.firewall });
  const built = build({
    id,
    profile,
    firewall: policyOf(firewall, now),
    lists: listsOf(profile, documents),
    now,
    others: othersOf(id, profile, documents),
  });
  if (hasErrors(built.findings)) return { ok: false, findings: built.findings };
  return {
    ok: true,
    document: canonicalText(Profile, built.document),
    title: built.document.title ?? null,
    findings: built.findings,
    publication: { delivery: deliveryOf(built), texts: measure(built.artifacts), references },
    changesAt: null,
  };
}

/** The documents that a profile is made with. */
function referencesOf(profile: Profile): Reference[] {
  const { firewall } = profile;
  return [
    ...(firewall === undefined ? [] : [{ kind: 'firewall', id: firewall } as const]),
    ...listsNamedBy(profile).map((id) => ({ kind: 'list', id }) as const),
  ];
}

/** The other profiles that follow its policy. */
function othersOf(id: string, { firewall }: Profile, documents: Documents): Profile[] {
  if (firewall === undefined) return [];
  const itself = documents.get({ kind: 'profile', id });
  const followers = documents.followers({ kind: 'firewall', id: firewall }) as readonly Profile[];
  return followers.filter((other) => other !== itself && other.firewall === firewall);
}

/** What the lists mean that a profile names, of those that there are. */
function listsOf(profile: Profile, documents: Documents): Lists {
  return new Map(
    listsNamedBy(profile).flatMap((id) => {
      const meaning = meaningOfKept(id, documents);
      return meaning === null ? [] : [[id, meaning] as const];
    }),
  );
}

/** Policies that were read already: one write may build many profiles with the same. */
const POLICIES = new WeakMap<object, FirewallPolicy>();

/** A kept policy. What is kept was without errors; should newer software know better, it is none. */
function policyOf(document: unknown, now: number): FirewallPolicy | null {
  if (typeof document !== 'object' || document === null) return null;
  const policy = POLICIES.get(document) ?? parsePolicy(document as Policy, now).policy;
  if (policy !== null) POLICIES.set(document, policy);
  return policy;
}

function compilePolicy({ document, now }: CompileInput): Compiled | NotCompiled {
  const { policy, findings } = reviewPolicy(document as Policy, now);
  if (policy === null) return { ok: false, findings };
  const text = canonicalText(Policy, policy.document);
  const title = policy.document.title ?? null;
  return { ok: true, document: text, title, findings, publication: null, changesAt: nextExpiry(policy, now) };
}

/** When the next rule of a policy expires, or null. */
function nextExpiry({ rules }: FirewallPolicy, now: number): number | null {
  const times = rules.flatMap(({ disabled, expires }) =>
    disabled || expires === null || expires <= now ? [] : expires,
  );
  return times.length === 0 ? null : Math.min(...times);
}

function deliveryOf({ document: { delivery }, zones }: Build): Delivery {
  return {
    access: delivery?.access ?? 'key',
    networks: delivery?.networks ?? null,
    maxAge: delivery?.maxAge ?? DEFAULT_MAX_AGE,
    wpad: delivery?.wpad ?? [],
    zones,
  };
}

/** Variants often share one text, which is encoded and measured once: with large lists it may have a megabyte. */
function measure(artifacts: readonly Artifact[]): CompiledText[] {
  const known = new Map<string, Pick<CompiledText, 'bytes' | 'gzip'>>();
  return artifacts.map(({ zone, for: flavour, hash, text }) => {
    const measured = known.get(hash) ?? measureText(text);
    known.set(hash, measured);
    return { zone: zone ?? '', flavour, hash, ...measured };
  });
}

function measureText(text: string): Pick<CompiledText, 'bytes' | 'gzip'> {
  const bytes = new TextEncoder().encode(text);
  return { bytes, gzip: gzipSync(bytes).byteLength };
}
