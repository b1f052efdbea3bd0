/** Which commands are there, in the order in which people meet them? */
import type { Command } from '../command.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { list } from './list.ts';
import { ports } from './ports.ts';
import { probe } from './probe.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { render } from './render.ts';
import { targets } from './targets.ts';
import { validate } from './validate.ts';

/** Every command, in the order in which the help names them. */
export const COMMANDS: readonly Command[] = [
  check,
  explain,
  render,
  targets,
  list,
  diff,
  push,
  pull,
  ports,
  validate,
  probe,
];
