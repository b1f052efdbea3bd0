/** What does a text mean that is a regular expression? Shared by the formats. Pure. */
import { conditionRead, type Read, type Reading, weakened } from './item.ts';
import { HIDDEN_PATH } from './weaknesses.ts';

/**
 * Hosts in which the expression is found. An empty one is found in every host: it is what is left of a line that was
 * cut off, so that it is refused.
 */
export function readHostExpression(host: string): Reading {
  return host === '' ? EMPTY : conditionRead({ regex: { host } });
}

/** URLs in which the expression is found, as far as clients show them; an empty one is refused as for hosts. */
export function readUrlExpression(url: string): Reading {
  return url === '' ? EMPTY : shownUrls(url);
}

function shownUrls(url: string): Read {
  return weakened(conditionRead({ regex: { url } }), HIDDEN_PATH);
}

const EMPTY: Reading = { code: 'list.unreadable', error: 'expected an expression: an empty one holds for everything' };
