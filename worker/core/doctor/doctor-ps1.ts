/** What is the text of doctor.ps1 for a profile? Pure. */
import { powershellBytes, powershellComment, powershellString } from '../writers/powershell.ts';
import { PS_PROGRAM } from './ps1/program.ts';
import { SAYINGS } from './sayings.ts';
import type { DoctorProxy, DoctorSubject } from './subject.ts';

/** The whole script: parameters, data of the profile, each text quoted, then the fixed program. Ends with a line feed. */
export function doctorPs1(subject: DoctorSubject): string {
  const { profile, zone, pageUrl, reportUrl, direct, proxies, routes } = subject;
  const head = [
    powershellComment(`Portolan's doctor for profile ${profile}${zone === null ? '' : `, zone ${zone}`}.`),
    powershellComment('Run: powershell -ExecutionPolicy Bypass -File doctor.ps1 [-Json] [-Report]'),
    powershellComment('Ends with 0: all is as expected; 1: something is not; 2: wrong usage.'),
    '[CmdletBinding()]',
    'param([switch]$Json, [switch]$Report)',
    `$ProfileId = ${powershellString(profile)}`,
    `$Zone = ${zone === null ? '$null' : powershellString(zone)}`,
    `$PageUrl = ${powershellString(pageUrl ?? '')}`,
    `$ReportUrl = ${powershellString(reportUrl ?? '')}`,
    `$DirectExpected = ${powershellString(direct)}`,
    '$Say = @{}',
    ...SAYINGS.map(([name, bytes]) => `$Say[${powershellString(name)}] = ${powershellBytes(bytes)}`),
    ...list('$Proxies', proxies.map(proxyEntry)),
    ...list('$Routes', routes.map(routeEntry)),
  ];
  return `${head.join('\n')}\n${PS_PROGRAM}`;
}

const list = (name: string, entries: readonly string[]): string[] => [
  `${name} = @()`,
  ...entries.map((entry) => `${name} += ${entry}`),
];

const proxyEntry = ({ name, scheme, host, port, auth, expected }: DoctorProxy): string =>
  `@{ Name = ${powershellString(name)}; Scheme = ${powershellString(scheme)}; Host = ${powershellString(host)}; Port = ${port}; Auth = ${powershellString(auth ?? '')}; Expected = ${powershellString(expected)}; Address = $null; Family = $null }`;

const routeEntry = ({ name, entries }: DoctorSubject['routes'][number]): string =>
  `@{ Name = ${powershellString(name)}; Entries = @(${entries.map(powershellString).join(', ')}) }`;
