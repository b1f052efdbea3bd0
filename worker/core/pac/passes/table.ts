/** Which passes are there, and in which order do they run? Pure. */
import type { Program } from '../program.ts';
import { fold } from './fold.ts';
import { join } from './join.ts';
import { mergeRanges } from './merge-ranges.ts';
import { oddNames, wildcardsToNames } from './names-of-hosts.ts';
import { order } from './order.ts';
import type { Pass } from './pass.ts';
import { dropTail, dropUnreachable, mergeSteps, shareAnswers } from './steps.ts';

/** The passes in their order. A pass may run twice where an earlier one makes work for it. */
export const PASSES: readonly Pass[] = [
  wildcardsToNames,
  oddNames,
  fold,
  shareAnswers,
  dropUnreachable,
  dropTail,
  mergeSteps,
  fold,
  join,
  fold,
  mergeRanges,
  order,
];

/** Runs all passes. The result answers every question as `program` does. */
export function optimise(program: Program): Program {
  return PASSES.reduce((current, pass) => pass.run(current), program);
}
