/** What does a document become before it is kept? `core/build`, then canonical text and sizes. Loaded when first needed. */
import { gzipSync } from 'node:zlib';
import type { Kind } from '../../schemas/api.ts';
import { Policy } from '../../schemas/firewall.ts';
import { Profile } from '../../schemas/profile.ts';
import { type Artifact, type Build, type BuildInput, buildProfile } from '../core/build.ts';
import { canonicalText } from '../core/document/canonical.ts';
import { hasErrors } from '../core/findings/finding.ts';
import { checkPolicy } from '../core/firewall/check.ts';
import type { Compiled, CompiledText, CompileInput, Compiler, Delivery, NotCompiled } from './compiler.ts';

/** Seconds that a client may keep a PAC when its profile does not say; as `schemas/profile.ts` describes it. */
const DEFAULT_MAX_AGE = 300;

/** The signature of `core/build`. */
export type BuildProfile = (input: BuildInput) => Build;

/** The compiler around a build function; tests bring their own. A kind without an entry has no routes either. */
export function createCompiler(build: BuildProfile): Compiler {
  const kinds: Readonly<Partial<Record<Kind, Compiler>>> = {
    profile: (input) => compileProfile(build, input),
    firewall: compilePolicy,
  };
  return (input) => {
    const compile = kinds[input.kind];
    if (compile === undefined) throw new Error(`Expected a kind that can be compiled, found ${input.kind}.`);
    return compile(input);
  };
}

/** The compiler of the service. */
export const compile: Compiler = createCompiler(buildProfile);

function compileProfile(build: BuildProfile, { id, document, now }: CompileInput): Compiled | NotCompiled {
  // The shape was checked where the document came in; a stored one was canonical when it was stored.
  const built = build({ id, profile: document as Profile, now });
  if (hasErrors(built.findings)) return { ok: false, findings: built.findings };
  return {
    ok: true,
    document: canonicalText(Profile, built.document),
    title: built.document.title ?? null,
    findings: built.findings,
    publication: { delivery: deliveryOf(built.document), texts: measure(built.artifacts) },
  };
}

function compilePolicy({ document, now }: CompileInput): Compiled | NotCompiled {
  const { policy, findings } = checkPolicy(document as Policy, now);
  if (policy === null) return { ok: false, findings };
  const text = canonicalText(Policy, policy.document);
  return { ok: true, document: text, title: policy.document.title ?? null, findings, publication: null };
}

function deliveryOf({ delivery }: Profile): Delivery {
  return {
    access: delivery?.access ?? 'key',
    networks: delivery?.networks ?? null,
    maxAge: delivery?.maxAge ?? DEFAULT_MAX_AGE,
    wpad: delivery?.wpad ?? [],
  };
}

/** Variants often share one text, which is measured once. */
function measure(artifacts: readonly Artifact[]): CompiledText[] {
  const sizes = new Map<string, number>();
  return artifacts.map((artifact) => {
    const bytes = new TextEncoder().encode(artifact.text);
    const gzip = sizes.get(artifact.hash) ?? gzipSync(bytes).byteLength;
    sizes.set(artifact.hash, gzip);
    return { zone: artifact.zone ?? '', flavour: artifact.for, hash: artifact.hash, bytes, gzip };
  });
}
