/** What is the smallest build that a store can be tested with? One text a flavour, one error, nothing else. */
import { Flavour } from '../../schemas/profile.ts';
import type { Build, BuildInput } from '../../worker/core/build.ts';
import { NO_ZONES } from '../../worker/core/follow/zone-table.ts';
import { sha256Hex } from '../../worker/core/hash.ts';

/** Refuses a profile whose default is neither built in nor one of its proxies. */
export function smallBuild({ id, profile }: BuildInput): Build {
  const known = ['direct', 'block', ...Object.keys(profile.proxies ?? {})];
  if (!known.includes(profile.default)) {
    const finding = { code: 'route.unknown', severity: 'error', path: '/default', message: 'unknown' } as const;
    return { document: profile, findings: [finding], artifacts: [], zones: NO_ZONES };
  }
  const rules = JSON.stringify([profile.rules, profile.default, profile.proxies]);
  const artifacts = Flavour.options.map((flavour) => {
    const text = `// ${id} ${flavour}\n${rules}\n`;
    return { zone: null, for: flavour, text, hash: sha256Hex(text) };
  });
  const finding = { code: 'test.none', severity: 'info', path: '', message: 'no tests' } as const;
  return { document: profile, findings: [finding], artifacts, zones: NO_ZONES };
}
