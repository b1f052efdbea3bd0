/** What does VS Code's `http.noProxy` say? Pure. */
import type { BypassDialect } from '../fixed/dialect.ts';
import { SUFFIXES } from './suffixes.ts';

/**
 * microsoft/vscode-proxy-agent, src/index.ts (noProxyFromConfig): the end of the host's name, label by label, and
 * `name:port`; neither `*` in a name nor ranges. Loopback goes direct by itself.
 */
export const VSCODE: BypassDialect = {
  ...SUFFIXES,
  loopback: [],
  only: (texts, { ports, schemes }) => {
    if (schemes !== null || ports === null) return { lost: 'it lists hosts and ports, not schemes' };
    return { say: texts.flatMap((text) => ports.map((port) => `${text}:${port}`)) };
  },
};
