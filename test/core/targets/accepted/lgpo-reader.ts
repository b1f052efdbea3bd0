/** What does an LGPO text set? Reads the format as Microsoft describes it (LGPO.pdf), and refuses whatever LGPO.exe would. */

/** One value: null deletes it. */
export interface LgpoEntry {
  readonly scope: string;
  readonly key: string;
  readonly name: string;
  readonly value: string | number | null;
}

export function readLgpo(text: string): LgpoEntry[] {
  if (/[^\r]\n/.test(text) || !text.endsWith('\r\n')) throw new Error('expected CRLF line ends');
  const lines = text.split('\r\n').filter((line) => !line.startsWith(';'));
  const blocks = lines
    .join('\n')
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter(Boolean));
  return blocks
    .filter((block) => block.length > 0)
    .map(([scope = '', key = '', name = '', action = '', ...more]) => {
      if (!/^(Computer|User)$/.test(scope) || more.length > 0) throw new Error(`expected four lines at ${key} ${name}`);
      if (/^HK/.test(key)) throw new Error('a key stands without its hive');
      return { scope, key, name, value: actionOf(action) };
    });
}

function actionOf(action: string): string | number | null {
  if (action === 'DELETE') return null;
  const [, type, rest = ''] = /^(DWORD|SZ):(.*)$/.exec(action) ?? [];
  if (type === undefined) throw new Error(`unknown action ${action}`);
  if (type === 'SZ') return rest;
  if (!/^[0-9]+$/.test(rest)) throw new Error('expected a decimal number');
  return Number(rest);
}
