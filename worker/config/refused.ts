/** How is an admitted client told what is wrong with its call? As a problem, with the headers of the edge. */
import { ALWAYS } from '../edge/head.ts';
import { faultOf } from '../http/failure.ts';
import { problemAnswer } from '../http/problem.ts';

/** The problem for anything that was thrown; what is no fault is logged. Without its body for HEAD. */
export function refusedAnswer(error: unknown, method: string): Response {
  const requestId = crypto.randomUUID();
  const { body, status, headers } = problemAnswer(faultOf(error, requestId), requestId);
  for (const [name, value] of Object.entries(ALWAYS)) headers.set(name, value);
  return new Response(method === 'HEAD' ? null : body, { status, headers });
}
