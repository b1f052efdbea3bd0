/** What is the text of install.ps1 for a profile? Pure. */
import { powershellComment, powershellString } from '../../writers/powershell.ts';
import { decide, type TargetInput } from '../render.ts';
import { assemble, type Bootstrap, type Part } from './parts.ts';
import { PS_PLACES, type PsPlace, type PsValue } from './ps-places.ts';
import { INSTALL_PS1_PROGRAM } from './ps-program.ts';

/** For Windows. */
export const installPs1: Bootstrap = {
  mediaType: 'text/plain; charset=utf-8',
  write: (input) =>
    assemble(
      PS_PLACES.map((place) => part(place, input)),
      (parts) => script(input, parts),
    ),
};

type Table = ReturnType<PsPlace['content']>;

function part({ name, from, content }: PsPlace, input: TargetInput): Part<Table> {
  if (input.action === 'remove') return { target: name, content: null, findings: [] };
  const { setting, scene, findings, report } = decide(from, input);
  const table = setting === null ? null : content(setting, scene, report);
  return { target: name, content: table, findings: findings() };
}

function script({ id, zone = null, action = 'apply' }: TargetInput, parts: ReadonlyMap<string, Table | null>): string {
  const whose = zone === null ? id : `${id}, zone ${zone}`;
  const head = [
    powershellComment(`Sets a machine up for Portolan profile ${whose}.`),
    powershellComment(
      'Run: powershell -ExecutionPolicy Bypass -File install.ps1 [-DryRun] [-Remove] [-Only name,name]',
    ),
    powershellComment('Ends with 0: done; 1: something was left as it is; 2: wrong usage.'),
    '[CmdletBinding()]',
    `param([switch]$DryRun, [switch]$Remove${action === 'remove' ? ' = $true' : ''}, [string[]]$Only = @())`,
    `$ProfileId = ${powershellString(id)}`,
    '$Places = @()',
    ...PS_PLACES.map(({ name, base, nothing }) => {
      const content = parts.get(name) ?? null;
      const table = { Target: name, ...base, ...(content ?? nothing), IsNothing: content === null };
      return `$Places += ${written(table)}`;
    }),
  ];
  return `${head.join('\n')}${INSTALL_PS1_PROGRAM}`;
}

/** A value as PowerShell writes it; tables keep nothing of their order. */
function written(value: PsValue): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return powershellString(value);
  return `@{ ${Object.entries(value)
    .map(([key, one]) => `${key} = ${written(one)}`)
    .join('; ')} }`;
}
