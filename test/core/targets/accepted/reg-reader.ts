/** What does a .reg file set? Reads the format as Microsoft describes it, and refuses whatever regedit would not import. */

/** Path of a key → name → text, number or null (deleted). */
export type RegTree = Readonly<Record<string, Readonly<Record<string, string | number | null>>>>;

const VALUE = /^"((?:[^"\\]|\\["\\])*)"=(?:(-)|dword:([0-9a-f]{8})|"((?:[^"\\]|\\["\\])*)")$/;

export function readReg(text: string): RegTree {
  const lines = text.split('\r\n');
  if (lines[0] !== 'Windows Registry Editor Version 5.00') throw new Error('expected the header');
  if (/[^\r]\n/.test(text) || lines.at(-1) !== '') throw new Error('expected CRLF line ends');
  const tree: Record<string, Record<string, string | number | null>> = {};
  let key: Record<string, string | number | null> | null = null;
  for (const line of lines.slice(1)) {
    if (line === '' || line.startsWith(';')) continue;
    const path = /^\[(HKEY_(?:CURRENT_USER|LOCAL_MACHINE)\\[^\]]+)\]$/.exec(line)?.[1];
    if (path !== undefined) {
      key = {};
      tree[path] = key;
      continue;
    }
    const value = VALUE.exec(line);
    if (value === null || key === null) throw new Error(`expected a value: ${line}`);
    const [, name = '', deleted, dword, string = ''] = value;
    const unescaped = string.replace(/\\(.)/g, '$1');
    key[name.replace(/\\(.)/g, '$1')] =
      deleted === '-' ? null : dword === undefined ? unescaped : Number.parseInt(dword, 16);
  }
  return tree;
}
