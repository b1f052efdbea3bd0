/** What do targets have in common that only read the environment of the shell that starts them? Pure. */
import { exportLines, type Variables } from '../../writers/environment.ts';
import { shellComment } from '../../writers/sh.ts';
import { appliedRemark } from '../remarked.ts';
import type { Report } from '../report.ts';
import type { FixedSetting, Target } from '../target.ts';

/** Which variables a tool reads. */
export interface Exported {
  readonly variables: (setting: FixedSetting, report: Report) => Variables;
  /** Every name that is ever set. */
  readonly names: readonly string[];
}

/** A file that a shell sources before it starts the tool; removing unsets the names. */
export function exporting({
  variables,
  names,
}: Exported): Omit<Target, 'id' | 'title' | 'platforms' | 'place' | 'sources' | 'notes' | 'supports' | 'dialect'> {
  return {
    family: 'tool',
    mediaType: 'text/x-shellscript; charset=utf-8',
    filename: 'portolan-proxy.sh',
    removal:
      'A file that unsets the variables, sourced like the first, for shells that run; new ones need the first gone.',
    checked: { by: 'shellcheck, dash and bash; not the tool', on: '2026-11-24' },
    longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
    render: (setting, { id }, report) =>
      text([
        shellComment(appliedRemark(id)),
        ...exportLines(setting.mode === 'fixed' ? variables(setting, report) : {}),
      ]),
    remove: ({ id }) =>
      text([shellComment(`Takes the proxy of Portolan profile ${id} away`), `unset ${names.join(' ')}`]),
  };
}

const text = (lines: readonly string[]): string => `# shellcheck shell=sh\n${lines.join('\n')}\n`;
