/** Who may use the API? */
import type { Token } from '../../../schemas/api.ts';
import type { Page, PageRequest } from '../../store/contract/page.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';

/** One page of tokens, without their secrets. Fault: forbidden. */
export async function listTokens(context: Context, page: PageRequest): Promise<Page<Token>> {
  requireRight(context, 'admin', 'everything');
  return context.store.tokens(page);
}
