/** What is the text of doctor.sh for a profile? Pure. */
import { shellBytes, shellComment, shellWord } from '../writers/sh.ts';
import { SAYINGS } from './sayings.ts';
import { SH_PROGRAM } from './sh/program.ts';
import type { DoctorSubject } from './subject.ts';

/** The whole script: data of the profile, each word quoted, then the fixed program. Ends with a line feed. */
export function doctorSh(subject: DoctorSubject): string {
  const { profile, zone, pageUrl, reportUrl, direct } = subject;
  const head = [
    '#!/bin/sh',
    shellComment(
      `Portolan's doctor for profile ${profile}${zone === null ? '' : `, zone ${zone}`}. Run: sh doctor.sh --help`,
    ),
    'set -u',
    'LC_ALL=C',
    'export LC_ALL',
    `PROFILE=${shellWord(profile)}`,
    `ZONE=${shellWord(zone ?? '-')}`,
    `PAGE_URL=${shellWord(pageUrl ?? '')}`,
    `REPORT_URL=${shellWord(reportUrl ?? '')}`,
    `DIRECT_EXPECTED=${shellWord(direct)}`,
    ...SAYINGS.map(([name, bytes]) => `SAY_${name}=${shellWord(shellBytes(bytes))}`),
    ...loop('each_proxy', proxyLines(subject)),
    ...loop(
      'each_route',
      subject.routes.map(({ name, entries }) => [name, entries.join(' ')]),
    ),
  ];
  return `${head.join('\n')}\n${SH_PROGRAM}`;
}

/** name, scheme, host, port, declared authentication, expectation. */
const proxyLines = ({ proxies }: DoctorSubject): string[][] =>
  proxies.map(({ name, scheme, host, port, auth, expected }) => [
    name,
    scheme,
    host,
    String(port),
    auth ?? '',
    expected,
  ]);

/** A function that calls the function of its first argument for every line. */
const loop = (name: string, lines: readonly (readonly string[])[]): string[] => [
  `${name}() {`,
  '  :',
  ...lines.map((words) => `  "$1" ${words.map(shellWord).join(' ')}`),
  '}',
];
