/** Does a document hold a credential anywhere? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import { pointerTo } from '../document/pointer.ts';
import { secretIn } from '../findings/credentials.ts';
import { finding } from '../findings/finding.ts';

/** One error for each text or key, in any depth, that looks like a credential. What was found is not shown. */
export function credentialFindings(document: unknown): Finding[] {
  return find(document, '');
}

function find(value: unknown, path: string): Finding[] {
  if (typeof value === 'string') return judge(value, path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const place = pointerTo(path, key);
    return [...(Array.isArray(value) ? [] : judge(key, place)), ...find(child, place)];
  });
}

function judge(text: string, path: string): Finding[] {
  const shape = secretIn(text);
  if (shape === null) return [];
  return [finding('credentials.found', path, { message: `expected no credential, found ${shape}` })];
}
