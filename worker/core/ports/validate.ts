/** Do these endpoints make sense? Pure; a batch, each with its verdict. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Endpoint, ValidateAnswer, ValidateResult } from '../../../schemas/ports.ts';
import { pointerTo } from '../document/pointer.ts';
import { safe } from '../findings/quote.ts';
import { twiceFindings } from './checks/twice.ts';
import { type EndpointCheck, endpointFindings } from './checks.ts';
import { readEndpoint } from './endpoint.ts';

/** What is known around the endpoints. */
export interface PortSurroundings {
  /** What a firewall policy says of an endpoint, with pointers below the endpoint's own. */
  readonly firewall?: EndpointCheck;
}

/** Validates up to a thousand endpoints, in their order. Pointers begin with `/endpoints/`. */
export function validateEndpoints(endpoints: readonly Endpoint[], { firewall }: PortSurroundings = {}): ValidateAnswer {
  const readings = endpoints.map((endpoint, index) => readEndpoint(endpoint, pointerTo('/endpoints', index)));
  const clashes = twiceFindings(readings.flatMap(({ endpoint }) => endpoint ?? []));
  const results = endpoints.map((endpoint, index): ValidateResult => {
    const reading = readings[index];
    const read = reading?.endpoint ?? null;
    const findings = [
      ...(reading?.findings ?? []),
      ...(read === null ? [] : [...endpointFindings(read), ...(firewall?.(read) ?? [])]),
      ...clashes.filter(({ path }) => path.startsWith(`${pointerTo('/endpoints', index)}/`)),
    ];
    return { endpoint: { ...endpoint, host: safe(endpoint.host) }, verdict: verdictOf(findings), findings };
  });
  return { results };
}

/** The worst of the findings; information alone is fine. */
export function verdictOf(findings: readonly Finding[]): ValidateResult['verdict'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'error';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'ok';
}
