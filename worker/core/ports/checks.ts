/** What is looked at in every endpoint? Pure; the one table of checks. */
import type { Finding } from '../../../schemas/finding.ts';
import { pointerTo } from '../document/pointer.ts';
import { addressFindings } from './checks/address.ts';
import { authenticationFindings } from './checks/authentication.ts';
import { exposureFindings } from './checks/exposure.ts';
import { habitFindings } from './checks/habit.ts';
import { numberFindings } from './checks/number.ts';
import type { ReadEndpoint } from './endpoint.ts';

/** A check of one endpoint by itself. */
export type EndpointCheck = (endpoint: ReadEndpoint) => readonly Finding[];

/** In the order in which their findings are told. */
const CHECKS: readonly EndpointCheck[] = [
  addressFindings,
  habitFindings,
  authenticationFindings,
  exposureFindings,
  ({ port, path }) => numberFindings(port, pointerTo(path, 'port')),
];

/** Everything that can be said of one endpoint without connecting to it. */
export const endpointFindings: EndpointCheck = (endpoint) => CHECKS.flatMap((check) => check(endpoint));
