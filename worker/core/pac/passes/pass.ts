/** What is a pass? A rewriting of a program that leaves every answer as it was. Pure. */
import type { Program } from '../program.ts';

/** One entry of the table of passes. */
export interface Pass {
  readonly name: string;
  /** What it does, in a sentence. */
  readonly does: string;
  run(program: Program): Program;
}
