/** What does a list mean, and what became of its lines? The one entrance to reading lists. Pure. */
import {
  type LineReport,
  type ListReport,
  type ListTotals,
  MAX_REPORTED,
  type RuleList,
} from '../../../schemas/list.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import type { ListMeaning } from '../rules/kind.ts';
import { detect, sampleOf } from './detect.ts';
import type { ListFormat, Sample } from './format.ts';
import { formatOf } from './formats/table.ts';
import { type Layer, layerCollector, meaningOf } from './layers.ts';
import type { Chunks } from './lines.ts';
import { lineReport, type OutcomeOfItem, outcomes } from './outcomes.ts';

/** A list as it was read. */
export interface ParsedList {
  readonly report: ListReport;
  readonly meaning: ListMeaning;
  /** What it holds, for exports. */
  readonly layers: readonly Layer[];
}

/** A content and the format that it is in. The chunks are read more than once. */
export interface ListContent {
  readonly format: RuleList['format'];
  readonly chunks: Chunks;
}

/** Reads a list. Refused only when its format is to be recognised and cannot be; lines are never a reason. */
export function parseList(content: ListContent): ParsedList | Refused {
  const known = recognise(content);
  if (isRefused(known)) return known;
  const { format, sample, why } = known;
  const collector = layerCollector(format.order(sample));
  const counts = counter();
  for (const outcome of outcomes(format, content.chunks, collector)) counts.add(outcome);
  const layers = collector.finish();
  const report = {
    format: format.name,
    ...(why === undefined ? {} : { why }),
    totals: { ...counts.totals(), ...sizes(layers) },
    ...counts.lines,
  };
  return { report, meaning: meaningOf(layers), layers };
}

/** Every line that says something, with what became of it: the whole report, one line at a time. */
export function* reportLines(content: ListContent): Generator<LineReport> {
  const known = recognise(content);
  if (isRefused(known)) return;
  const collector = layerCollector(known.format.order(known.sample));
  for (const outcome of outcomes(known.format, content.chunks, collector)) {
    const line = lineReport(outcome);
    if (line !== null) yield line;
  }
}

interface Recognised {
  readonly format: ListFormat;
  readonly sample: Sample;
  /** What says so, when nobody did. */
  readonly why?: string;
}

function recognise({ format, chunks }: ListContent): Recognised | Refused {
  const sample = sampleOf(chunks);
  if (format !== 'auto') return { format: formatOf(format), sample };
  const detected = detect(sample);
  if (detected !== null) return { ...detected, sample };
  const error =
    sample.lines.length === 0 ? 'expected lines that say something' : 'expected a format that its lines show';
  return { code: 'list.unknown-format', error, fix: 'name the format' };
}

type Lines = Pick<ListReport, 'kept' | 'weakened' | 'refused'>;
type Counts = Omit<ListTotals, keyof ReturnType<typeof sizes>>;

/** Counts outcomes, and keeps the first of each kind. */
function counter() {
  const lines: Lines = { kept: [], weakened: [], refused: [] };
  const counts = { lines: 0, silent: 0, kept: 0, weakened: 0, refused: 0, exceptions: 0 };
  const add = (outcome: OutcomeOfItem): void => {
    const { item, came } = outcome;
    counts.lines = Math.max(counts.lines, item.line);
    const kind = came === null ? 'silent' : isRefused(came) ? 'refused' : came.weak === null ? 'kept' : 'weakened';
    counts[kind]++;
    if (came !== null && !isRefused(came) && came.except) counts.exceptions++;
    if (kind === 'silent' || lines[kind].length >= MAX_REPORTED) return;
    const line = lineReport(outcome);
    if (line !== null) lines[kind].push(line);
  };
  return { add, lines, totals: (): Counts => counts };
}

function sizes(layers: readonly Layer[]) {
  const sum = (count: (layer: Layer) => number) => layers.reduce((total, layer) => total + count(layer), 0);
  return {
    duplicates: sum(({ members }) => members.duplicates),
    covered: sum(({ members }) => members.covered),
    names: sum(({ members }) => members.names.size),
    ranges: sum(({ members }) => members.ranges.size),
    patterns: sum(({ members }) => members.conditions.length),
  };
}
