/** What does `no_proxy` say on machines of AWS? Pure. */
import type { BypassDialect } from '../fixed/dialect.ts';
import { ENVIRONMENT } from './environment.ts';

/** AWS CLI User Guide, "Using an HTTP proxy for the AWS CLI": the instance's own metadata is never behind the proxy. */
export const AWS: BypassDialect = {
  ...ENVIRONMENT,
  besides: { texts: ['169.254.169.254', 'fd00:ec2::254'], why: 'which are the instance’s own metadata' },
};
