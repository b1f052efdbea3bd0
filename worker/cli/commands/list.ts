/** What does this list mean, what became of its lines, and what is it in another format? */
import {
  EXPORT_FORMATS,
  ExportName,
  FormatName,
  LIST_FORMATS,
  type LineReport,
  type ListReport,
  MAX_REPORTED,
  Outcome,
} from '../../../schemas/list.ts';
import { exportOf } from '../../core/lists/export/table.ts';
import { writeList } from '../../core/lists/export/write.ts';
import { type Command, EXIT, type ExitCode, type Options, type Terminal, text, UsageError } from '../command.ts';
import { loadList } from '../lists.ts';
import { count, findingsText, jsonText } from '../print.ts';

export const list: Command = {
  name: 'list',
  words: 'FILE',
  summary: 'Read a rule list, say what became of its lines, convert it',
  help: `
FILE is a text in any format that is recognised, or the document of a list with its text. The report shows the first
hundred lines that mean something near what they say, or have no effect, with the reason.

  portolan list easylist.txt
  portolan list easylist.txt --outcome refused
  portolan list gfwlist.txt --json | jq .totals
  portolan list names.txt --format no-proxy
  portolan list easylist.txt --to squid --output ads.acl

--format is one of ${LIST_FORMATS.slice(0, 8).join(', ')},
${LIST_FORMATS.slice(8).join(', ')}; without it, it is recognised.
--to is one of ${EXPORT_FORMATS.join(', ')}; what it cannot say goes to standard error.

Exit code 1 means that it is no list: a format that nothing speaks for, or a document with errors.
`,
  options: {
    format: { type: 'string', short: 'f' },
    to: { type: 'string', short: 't' },
    outcome: { type: 'string' },
    output: { type: 'string', short: 'o' },
  },
  async run([file, ...more], options, terminal) {
    if (file === undefined || more.length > 0) throw new UsageError('expected one file');
    const format = word(options, 'format', FormatName) ?? 'auto';
    const to = word(options, 'to', ExportName);
    const outcome = word(options, 'outcome', Outcome);
    const { parsed, findings } = await loadList(terminal, file, format);
    if (parsed === null) {
      if (options.json === true) terminal.out(jsonText({ findings }));
      else terminal.err(findingsText(file, findings));
      return EXIT.no;
    }
    if (to !== undefined) return convert(writeList(parsed.layers, exportOf(to)), { file, to, options, terminal });
    if (options.json === true) terminal.out(jsonText(parsed.report));
    else terminal.out(reportText(parsed.report, outcome) + totalsText(file, parsed.report));
    return EXIT.ok;
  },
};

interface Conversion {
  readonly file: string;
  readonly to: ExportName;
  readonly options: Options;
  readonly terminal: Terminal;
}

async function convert(
  { chunks, losses, lost }: ReturnType<typeof writeList>,
  { file, to, options, terminal }: Conversion,
): Promise<ExitCode> {
  const output = text(options, 'output');
  const whole = chunks.join('');
  if (options.json === true) terminal.out(jsonText({ format: to, text: whole, losses, lost }));
  else if (output === undefined) terminal.out(whole);
  else await terminal.writeFile(output, whole);
  if (options.json === true || losses === 0) return EXIT.ok;
  const lines = lost.map(
    ({ what, except, reason, effect }) => `  ${except ? 'except ' : ''}${what}: ${reason} (${effect})\n`,
  );
  const rest = losses > lost.length ? `  and ${losses - lost.length} more\n` : '';
  terminal.err(`${file}: ${count(losses, 'thing')} that ${to} cannot say:\n${lines.join('')}${rest}`);
  return EXIT.ok;
}

/** One of a closed list of words, or undefined. */
function word<Word extends string>(
  options: Options,
  name: string,
  schema: { readonly options: readonly Word[] },
): Word | undefined {
  const written = text(options, name);
  const known = schema.options.find((one) => one === written);
  if (written === undefined || known !== undefined) return known;
  throw new UsageError(`--${name}: expected ${schema.options.join(', ')}`);
}

/** The lines of one outcome; without one, those that a person should look at. */
function reportText(report: ListReport, outcome: Outcome | undefined): string {
  const shown = outcome === undefined ? [...report.refused, ...report.weakened] : report[outcome];
  return [...shown]
    .sort((one, other) => one.line - other.line)
    .map(lineText)
    .join('');
}

function lineText({ line, text: written, outcome, except, became, code, reason }: LineReport): string {
  const means = became === undefined ? '' : `\n    ${except ? 'except ' : ''}${became}`;
  const why = reason === undefined ? '' : `\n    ${reason} [${code}]`;
  return `${line}: ${outcome}: ${written}${means}${why}\n`;
}

function totalsText(file: string, { format, why, totals }: ListReport): string {
  const { lines, silent, kept, weakened, refused, names, ranges, patterns, exceptions, duplicates, covered } = totals;
  const isCut = Math.max(refused, weakened) > MAX_REPORTED;
  return [
    `${file}: ${format}${why === undefined ? '' : ` (${why})`}`,
    `  ${count(lines, 'line')}: ${kept} kept, ${weakened} weakened, ${refused} refused, ${silent} silent`,
    `  ${count(names, 'name')}, ${count(ranges, 'range')}, ${count(patterns, 'pattern')}; ${count(exceptions, 'exception')}, ${count(duplicates, 'duplicate')}, ${covered} inside others`,
    ...(isCut ? [`  the first ${MAX_REPORTED} weakened and refused lines are shown`] : []),
    '',
  ].join('\n');
}
