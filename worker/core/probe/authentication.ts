/** Does the proxy ask for the authentication that the profile declares? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { ProxyEntry } from '../../../schemas/profile.ts';
import { finding } from '../findings/finding.ts';
import type { Listener } from './listener.ts';

type Declared = ProxyEntry['auth'];

/** What listeners ask for, in the words of a profile, strongest first: the one to declare when several are offered. */
const DECLARABLE = {
  negotiate: 'negotiate',
  gssapi: 'negotiate',
  ntlm: 'ntlm',
  digest: 'digest',
  basic: 'basic',
  username: 'username',
} as const satisfies Readonly<Record<string, NonNullable<Declared>>>;

/** What was seen contradicts what is declared. A client certificate is asked for below HTTP, where it was not seen. */
export function contradicts(declared: Declared, seen: readonly string[] | null): boolean {
  if (seen === null || declared === undefined || declared === 'certificate') return false;
  if (seen.length === 0) return declared !== 'none';
  return !declarable(seen).includes(declared);
}

/** Findings about what a listener of the right scheme asks for. */
export function authenticationFindings(
  declared: Declared,
  { authentication: seen, exposure }: Listener,
  path: string,
): Finding[] {
  if (seen === null) return [];
  if (contradicts(declared, seen)) return [contradiction(declared, seen, path)];
  if (declared !== undefined || exposure !== 'auth-required') return [];
  const found = seen.join(', ') || 'an authentication';
  const message = `The proxy asks for ${found}, and the profile does not say so`;
  return [finding('probe.authentication-undeclared', path, { message, found, ...advice(seen) })];
}

function contradiction(declared: Declared, seen: readonly string[], path: string): Finding {
  const found = seen.length === 0 ? 'none' : seen.join(', ');
  const message =
    seen.length === 0
      ? `The profile says ${declared}, and the proxy asks for nothing from here`
      : `The proxy asks for ${found}; the profile says ${declared}`;
  return finding('probe.authentication', path, { message, expected: declared ?? 'none', found, ...advice(seen) });
}

function advice(seen: readonly string[]): { readonly fix: string } | Record<never, never> {
  if (seen.length === 0) return { fix: 'Make the proxy ask, or use auth: none.' };
  const [strongest] = declarable(seen);
  return strongest === undefined ? {} : { fix: `Use auth: ${strongest}.` };
}

/** The words of a profile for what was seen, strongest first. */
const declarable = (seen: readonly string[]): string[] =>
  Object.entries(DECLARABLE).flatMap(([scheme, word]) => (seen.includes(scheme) ? [word] : []));
