/** Where is the administrator's token of a local service? In `.dev.vars`, which only this user reads and git ignores. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The token, and whether it was made just now. */
export interface AdminToken {
  readonly token: string;
  readonly isNew: boolean;
}

const ADMIN_LINE = /^\s*ADMIN_TOKEN\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S*))\s*$/m;

/** Reads the token from a `.dev.vars` file, or makes one and adds it; other settings there are left alone. */
export function keepAdminToken(file: string): AdminToken {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const match = ADMIN_LINE.exec(text);
  const kept = match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
  if (kept !== '') return { token: kept, isNew: false };
  const token = randomBytes(32).toString('base64url');
  const others = text.replace(ADMIN_LINE, '').trimEnd();
  writeFileSync(file, `${others === '' ? '' : `${others}\n`}ADMIN_TOKEN="${token}"\n`, { mode: 0o600 });
  // The mode above counts only for a file that was not there.
  chmodSync(file, 0o600);
  return { token, isNew: true };
}
