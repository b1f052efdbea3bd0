/** What does the page about findings say? Markdown, made from the table of codes. Pure. */
import { SUBJECTS } from './codes.ts';
import type { CodeEntry } from './entry.ts';

const INTRODUCTION = `# Findings

<!-- Made from worker/core/findings/codes.ts; a test fails when the two differ. Do not edit by hand. -->

Portolan tells what is wrong, or will be, as findings: \`{ code, severity, path, message, expected?, found?, fix?, docs? }\`.
\`path\` is a JSON Pointer (RFC 6901) into the document; \`docs\` leads to this page. Codes are stable, messages are not.

- **error**: the document is refused; nothing is stored.
- **warning**: it is stored, and something will probably not do what was meant.
- **info**: worth knowing.
`;

/** The whole page, ending in a line feed. Every code has an anchor of its own name. */
export function findingsPage(): string {
  const sections = SUBJECTS.map(({ title, codes }) => {
    const entries = Object.entries<CodeEntry>(codes).map(([code, entry]) => describe(code, entry));
    return [`## ${title}`, ...entries].join('\n\n');
  });
  return `${[INTRODUCTION.trimEnd(), ...sections].join('\n\n')}\n`;
}

function describe(code: string, { severity, title, explanation, fix }: CodeEntry): string {
  const lines = [`### <a id="${code}"></a>\`${code}\``, `*${severity}*: ${title}.`, explanation];
  return [...lines, ...(fix === undefined ? [] : [`**Do:** ${fix}`])].map(escapeMarkup).join('\n\n');
}

/** \`<\` and \`*\` of prose must not become markup; the anchor is the only tag that is meant. */
function escapeMarkup(line: string): string {
  return line.startsWith('###') || line.startsWith('*') ? line : line.replace(/[<*]/g, '\\$&');
}
