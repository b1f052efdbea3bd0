/** What is wrong with a rule list, or will be? Meaning is checked here, after shape. Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { ListSource, ListTotals, RuleList } from '../../../schemas/list.ts';
import { complete, finding } from '../findings/finding.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import { clientView } from '../net/url.ts';
import { credentialFindings } from '../profile/credentials.ts';
import { holdsEverything } from './holds-everything.ts';
import type { Chunks } from './lines.ts';
import { refusalOfBinary } from './not-text.ts';
import { type ParsedList, parseList } from './parse.ts';
import { portOf, refusalOfPort } from './refresh/port.ts';

/** A checked list. `parsed` is null without a content, and when the format of the content is unknown. */
export interface CheckedList {
  readonly parsed: ParsedList | null;
  readonly findings: readonly Finding[];
}

/**
 * Checks a list that has the right shape. `content`: what is read instead of `text`, such as what a subscription
 * fetched last; null when there is none yet. Lines never refuse a list, they are counted in findings.
 */
export function checkList(list: RuleList, content: Chunks | null = null): CheckedList {
  const { text, ...document } = list;
  const findings = [...credentialFindings(document), ...(list.source === undefined ? [] : sourceFindings(list.source))];
  const chunks = text === undefined ? content : [text];
  if (chunks === null) return { parsed: null, findings };
  const binary = text === undefined ? null : refusalOfBinary(text, true);
  if (binary !== null) {
    return { parsed: null, findings: [...findings, finding('list.not-text', '/text', { message: binary })] };
  }
  const parsed = parseList({ format: list.format, chunks });
  if (isRefused(parsed)) return { parsed: null, findings: [...findings, unknownFormat(parsed)] };
  return {
    parsed,
    findings: [...findings, ...contentFindings(parsed, text === undefined ? '' : '/text')],
  };
}

/** How many things a list holds: what a refresh is measured by. */
export function entriesOf({ names, ranges, patterns }: ListTotals): number {
  return names + ranges + patterns;
}

function unknownFormat({ error, fix }: Refused): Finding {
  return finding('list.unknown-format', '/format', { message: error, ...(fix === undefined ? {} : { fix }) });
}

function sourceFindings({ url, insecure }: ListSource): Finding[] {
  const path = '/source/url';
  const view = clientView(url);
  if (isRefused(view)) return [complete({ code: view.code, severity: 'error', path, message: view.error, found: url })];
  if (view.scheme !== 'https' && !(view.scheme === 'http' && insecure === true)) {
    const expected = insecure === true ? 'a URL with https or http' : 'a URL with https';
    return [finding('list.source-scheme', path, { expected, found: `${view.scheme}:` })];
  }
  const parsed = new URL(url);
  const port = refusalOfPort(portOf(parsed));
  return [
    ...(parsed.username === '' && parsed.password === '' ? [] : [finding('url.credentials', path)]),
    ...(port === null ? [] : [finding('list.source-port', path, { message: port, found: String(portOf(parsed)) })]),
  ];
}

function contentFindings({ report: { totals }, meaning }: ParsedList, path: string): Finding[] {
  const { refused, weakened } = totals;
  const everything = holdsEverything(meaning);
  return [
    ...(entriesOf(totals) === 0 ? [finding('list.empty', path)] : []),
    ...(everything === null ? [] : [finding('list.holds-everything', path, { found: everything })]),
    ...(refused === 0 ? [] : [finding('list.lines-refused', path, { found: counted(refused, totals) })]),
    ...(weakened === 0 ? [] : [finding('list.lines-weakened', path, { found: counted(weakened, totals) })]),
  ];
}

function counted(count: number, { kept, weakened, refused }: ListTotals): string {
  return `${count} of ${kept + weakened + refused}`;
}
