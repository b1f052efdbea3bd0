/** Which ports fit these words? */
import type { PortSummary } from '../../../schemas/ports.ts';
import { searchPorts as search } from '../../core/ports/search.ts';
import type { Page, PageRequest } from '../../store/contract/page.ts';
import { pageOf } from '../../store/cursor.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';

/** One page of the known ports that fit; the order only changes with the software. Fault: forbidden. */
export function searchPorts(context: Context, query: string, page: PageRequest): Page<PortSummary> {
  requireRight(context, 'read', 'nothing');
  const found = search(query).map((summary, place) => ({ summary, place }));
  return pageOf(page, {
    keys: 'number',
    read: (after, limit) => found.slice((after ?? -1) + 1).slice(0, limit),
    keyOf: ({ place }) => place,
    show: ({ summary }) => summary,
  });
}
