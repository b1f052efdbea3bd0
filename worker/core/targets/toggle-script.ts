/** Which head stands in front of a shell program that applies a setting or takes it away? Pure. */
import { QUOTED_DATA, shellComment, shellWord } from '../writers/sh.ts';

/** A program and what it is given. */
export interface ToggleScript {
  /** The first comment. */
  readonly remark: string;
  readonly action: 'apply' | 'remove';
  /** The one variable beside ACTION that the program reads. */
  readonly variable: string;
  readonly value: string;
  /** The program itself; it begins with a line end. */
  readonly program: string;
}

/** The script: the data quoted in front, the same program for every profile behind it. */
export function toggleScript({ remark, action, variable, value, program }: ToggleScript): string {
  const head = [
    '#!/bin/sh',
    QUOTED_DATA,
    shellComment(remark),
    'set -eu',
    `ACTION=${shellWord(action)}`,
    `${variable}=${shellWord(value)}`,
  ];
  return `${head.join('\n')}${program}`;
}
