/** How are environment variables written: for a shell, for pam_env, for systemd? Pure; the one writer for each. */
import { plainAscii } from './lines.ts';
import { shellWord } from './sh.ts';

/** Variables in their order; names are fixed words of the core. */
export type Variables = Readonly<Record<string, string>>;

/** POSIX shell: `export name='value'`. */
export function exportLines(variables: Variables): string[] {
  return Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}`);
}

/**
 * /etc/environment as pam_env reads it (pam_env.c, _parse_env_file): no expansion, `#` cuts a value even inside quotes,
 * blanks at the ends are lost. So values have none of these, nor quotes and backslashes.
 */
export function pamLines(variables: Variables): string[] {
  return Object.entries(variables).map(([name, value]) => {
    if (/[#'"\\\s]/.test(plainAscii(value, '/etc/environment'))) {
      throw new RangeError('/etc/environment takes no blanks, quotes, backslashes and # here');
    }
    return `${name}=${value}`;
  });
}

/**
 * One assignment of systemd's `Environment=` or `DefaultEnvironment=` (systemd.exec(5), systemd.syntax(7)): in quotes,
 * `"` and `\` escaped, `%` doubled because of specifiers.
 */
export function systemdAssignment(name: string, value: string): string {
  return `"${name}=${plainAscii(value, 'systemd').replace(/["\\]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** A variable of SUSE's /etc/sysconfig, which is read by shells and others: in double quotes, without what means something there. */
export function sysconfigLine(name: string, value: string): string {
  if (/["\\$`]/.test(plainAscii(value, '/etc/sysconfig'))) {
    throw new RangeError('/etc/sysconfig takes no quotes, backslashes and $ here');
  }
  return `${name}="${value}"`;
}
