/** What is a profile's PAC text? Compiles a program to one ES3 script. Pure. */
import { sha256Hex } from '../hash.ts';
import type { NameEncoding } from './names/encoding.ts';
import { writeNames } from './names/table.ts';
import { optimise } from './passes/table.ts';
import { plan } from './plan/plan.ts';
import type { Program } from './program.ts';
import { writeAddresses } from './ranges/table.ts';
import { writeFunction } from './script/function.ts';
import { helperTexts } from './script/helpers.ts';
import { commentText } from './script/literals.ts';

/** What to compile, and what to say above it. */
export interface PacInput {
  /** The profile's id, for the header. */
  readonly id: string;
  readonly program: Program;
  /** Further lines for the header; any text. */
  readonly comments?: readonly string[];
  /** The forms of names to choose from; absent: all (`names/table.ts`). */
  readonly encodings?: readonly NameEncoding[];
}

/** A finished script. */
export interface PacText {
  /** Printable ASCII and line feeds; ES3 syntax and library, as JScript has them. */
  readonly text: string;
  /** Lower-case hex SHA-256 of the text's bytes. */
  readonly hash: string;
}

/**
 * Compiles a program. Equal input gives equal bytes: nothing depends on time, order of keys or earlier calls.
 * Throws only when the program breaks its contract (a route without a result string).
 */
export function compilePac({ id, program, comments = [], encodings }: PacInput): PacText {
  return withHeader(compileScript(program, encodings), { id, comments });
}

/** A script that has no header yet: the same for all who share a program. */
export interface Script {
  readonly body: string;
  /** Lower-case hex SHA-256 of the body's bytes. */
  readonly hash: string;
}

/** Compiles a program to what stands below the header. */
export function compileScript(program: Program, encodings?: readonly NameEncoding[]): Script {
  const body = scriptText(program, encodings);
  return { body, hash: sha256Hex(body) };
}

/** A script under the header of a profile. */
export function withHeader({ body, hash }: Script, { id, comments = [] }: Pick<PacInput, 'id' | 'comments'>): PacText {
  const text = `${header([`Portolan profile ${id}`, `program sha256 ${hash}`, ...comments])}${body}`;
  return { text, hash: sha256Hex(text) };
}

function scriptText(program: Program, encodings: readonly NameEncoding[] | undefined): string {
  const planned = plan(optimise(program));
  const { script, text } = writeFunction(planned);
  const { names, v4, v6 } = planned.index;
  const tables = [
    names.labels.length === 0 ? '' : writeNames(names, encodings),
    v4.length === 0 ? '' : writeAddresses(v4, 4, script),
    v6.length === 0 ? '' : writeAddresses(v6, 6, script),
  ];
  const lines = [...script.declarations, ...helperTexts(script.helpers)];
  return `${tables.join('')}${lines.map((line) => `${line}\n`).join('')}${text}`;
}

function header(lines: readonly string[]): string {
  return `/*\n${lines.map((line) => ` * ${commentText(line)}\n`).join('')} */\n`;
}
