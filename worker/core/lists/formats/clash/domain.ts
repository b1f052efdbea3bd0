/** What does an entry of a `domain` or `ipcidr` rule provider mean? Pure. */
import { hasWildcard } from '../../../net/wildcard.ts';
import { conditionRead, type Reading } from '../../item.ts';
import { readHostOrRange, readName } from '../../read-host.ts';

/**
 * mihomo, "Domain wildcards": `+.name` is the name and what is below it, `.name` what is below it, `*` exactly one
 * label, which must be a whole one; without any of these it is the whole host. Addresses and ranges as they are.
 */
export function readDomain(text: string): Reading {
  if (text.startsWith('+.')) return readName(text.slice(2), 'suffix');
  if (!hasWildcard(text))
    return text.startsWith('.') ? readName(text.slice(1), 'below') : readHostOrRange(text, 'exact');
  const labels = (text.startsWith('.') ? `*${text}` : text).split('.');
  if (labels.some((label) => hasWildcard(label) && label !== '*')) {
    return { code: 'list.unreadable', error: 'expected * to stand for a whole label' };
  }
  const isOpen = text.startsWith('.');
  const all = labels.map(() => '*').join('.');
  if (all === labels.join('.') && labels.length === 1) return conditionRead({ plain: true });
  if (isOpen && labels.slice(1).every((label) => label !== '*')) return readName(labels.slice(1).join('.'), 'below');
  // As many labels as the pattern has: `*` of a host pattern would also take more.
  return conditionRead({ host: labels.join('.'), ...(isOpen ? {} : { not: { host: `${all}.*` } }) });
}
