/** How is a filter read that is a pattern over URLs? Pure. */
import type { Condition } from '../../../../../schemas/condition.ts';
import { isRefused } from '../../../net/refused.ts';
import { conditionRead, isRead, type Read, type Reading, type Weakness, weakened } from '../../item.ts';
import { addressRead, readHostPattern, readName } from '../../read-host.ts';
import { HIDDEN_PATH, LETTER_CASE } from '../../weaknesses.ts';
import type { Judged } from './options.ts';

/** Behind a host, what only says that the host ends there. */
const END_OF_HOST = /^(?:[/^]?\*?|\^\|)$/;
/** `^`: "anything but a letter, a digit, or one of _ - . %", or the end of the address. */
const SEPARATOR = '(?:[^a-zA-Z0-9_.%-]|$)';

/** Whose filters a text says that it has, by its header. */
export type Dialect = 'autoproxy' | 'adblock';

/** A pattern: anchored at a host by `||`, at the beginning of the URL by `|`, or anywhere. */
export function readPattern(body: string, judged: Judged, dialect: Dialect): Reading {
  if (body === '' || body === '|' || body === '||') return unreadable();
  if (!body.startsWith('||')) return readUrl(body, judged);
  const [, host = '', tail = ''] = /^([^/^:?|]*)(.*)$/s.exec(body.slice(2)) ?? [];
  if (host === '') return unreadable();
  if (tail === '') return readOpenHost(host, dialect);
  if (END_OF_HOST.test(tail)) return readHost(host);
  const [, port] = /^:([0-9]{1,5})(?:[/^]\*?)?$/.exec(tail) ?? [];
  if (port !== undefined) return withCondition(readHost(host), { port: Number(port) });
  return /^[/^]/.test(tail) ? readPath(host, tail, judged) : unreadable();
}

/** A name and what is below it, or a pattern of names. */
function readHost(host: string): Reading {
  if (host.includes('*')) return readHostWildcard(host);
  return addressRead(host) ?? readName(host, 'suffix');
}

/**
 * `||name` without an end (`^`, `/`) is the name and what is below it, in every text. So do the programs read it that
 * use GFWList, which leaves the end out: SwitchyOmega makes it the host wildcard `*.name` (omega-pac/src/rule_list.coffee),
 * gfwlist2pac and genpac a domain; `||goog` is the top-level domain. Adblock Plus would also take what only begins so,
 * and that is told where no header says that the text is of AutoProxy. A dot at the end can only be a beginning.
 */
function readOpenHost(host: string, dialect: Dialect): Reading {
  if (host.endsWith('.')) return readHostWildcard(`${host}*`);
  const read = readHost(host);
  return isRefused(read) || dialect === 'autoproxy' || host.endsWith('*') ? read : weakened(read, OPEN_END);
}

const OPEN_END: Weakness = {
  code: 'list.dialect',
  reason:
    'without ^ behind the name Adblock Plus also takes hosts that only begin so; here, as in AutoProxy, it is a name',
  effect: 'narrower',
};

/** The pattern begins at any label: it is the whole host or what follows a dot. */
function readHostWildcard(pattern: string): Reading {
  const runs = pattern.replace(/\*+/g, '*');
  if (runs.startsWith('*')) return readHostPattern(runs);
  return conditionRead({ host: [runs, `*.${runs}`] });
}

/** `||host/path`: only http URLs show their path. The host is looked up by its name, the rest is a pattern. */
function readPath(host: string, tail: string, judged: Judged): Reading {
  const read = readHost(host);
  if (isRefused(read)) return read;
  const isExpression = /[?^|]/.test(tail);
  const url = isExpression
    ? { regex: { url: `^http:\\/\\/[^/]*${expressionOf(host)}${expressionOf(tail)}` } }
    : { url: `http://*${host}${tail}*` };
  const both = withCondition(read, url);
  return isRead(both) ? cased(weakened(both, isExpression ? HIDDEN_PATH : LOOSE_PATH), tail, judged) : both;
}

/** An expression for each path would be exact, and a hundred times as dear to check and to run as a wildcard. */
const LOOSE_PATH: Weakness = {
  ...HIDDEN_PATH,
  reason: `${HIDDEN_PATH.reason}; there the text may also stand further behind`,
  effect: 'other',
};

/** A pattern over the URL that is not anchored at its host. */
function readUrl(body: string, judged: Judged): Reading {
  const atStart = body.startsWith('|');
  const atEnd = body.endsWith('|');
  const text = body.slice(atStart ? 1 : 0, atEnd ? -1 : undefined);
  if (/^\**$/.test(text)) return conditionRead({ host: '*' });
  // `?` stands for itself here, so that a wildcard cannot say it; `^` needs a class.
  const isExpression = /[?^|]/.test(text);
  const read = conditionRead(
    isExpression
      ? { regex: { url: `${atStart ? '^' : ''}${expressionOf(text)}${atEnd ? '$' : ''}` } }
      : { url: `${atStart ? '' : '*'}${text}${atEnd ? '' : '*'}` },
  );
  const [, scheme, path] = /^([a-z]+):\/\/[^/^?]*(.*)$/is.exec(atStart ? text : '') ?? [];
  if (scheme?.toLowerCase() === 'http' || /^[/^*]*$/.test(path ?? 'path')) return cased(read, path ?? '', judged);
  return weakened(read, HIDDEN_PATH);
}

function cased(read: Read, path: string, { matchCase }: Judged): Read {
  return matchCase || !/[a-z]/i.test(path) ? read : weakened(read, LETTER_CASE);
}

/** What was read, and a condition that must hold beside it. */
function withCondition(read: Reading, more: Condition): Reading {
  if (isRefused(read)) return read;
  const { meaning } = read;
  if (meaning.is === 'condition')
    return { ...read, meaning: { is: 'condition', condition: { ...meaning.condition, ...more } } };
  if (meaning.is === 'name')
    return { ...read, meaning: { is: 'condition', condition: { domain: meaning.name, ...more } } };
  return unreadable();
}

/** The same text as an expression; a `|` at its end is the end of the URL. */
function expressionOf(text: string): string {
  const source = text
    .replace(/\|$/, '')
    .replace(/\*+$/, '')
    .replace(/[\\$.+?()[\]{}|/]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replace(/\^/g, () => SEPARATOR);
  return text.endsWith('|') ? `${source}$` : source;
}

function unreadable(): Reading {
  return { code: 'list.unreadable', error: 'expected a filter such as ||name^, |http://name/ or /expression/' };
}
