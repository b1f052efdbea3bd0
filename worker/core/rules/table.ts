/** Which kinds of condition are there? The one table; a new kind is one file and one line. Pure. */
import { type BoundKind, bound } from './bound.ts';
import type { ConditionKey } from './kind.ts';
import { all } from './kinds/all.ts';
import { any } from './kinds/any.ts';
import { cidr } from './kinds/cidr.ts';
import { client } from './kinds/client.ts';
import { domain } from './kinds/domain.ts';
import { host } from './kinds/host.ts';
import { list } from './kinds/list.ts';
import { not } from './kinds/not.ts';
import { plain } from './kinds/plain.ts';
import { port } from './kinds/port.ts';
import { regex } from './kinds/regex.ts';
import { scheme } from './kinds/scheme.ts';
import { time } from './kinds/time.ts';
import { url } from './kinds/url.ts';
import { zone } from './kinds/zone.ts';

/** `resolve` is no kind: it says how `cidr` is meant. */
type KindKey = Exclude<ConditionKey, 'resolve'>;

const BY_KEY: { readonly [Key in KindKey]: BoundKind<Key> } = {
  zone: bound(zone),
  scheme: bound(scheme),
  port: bound(port),
  plain: bound(plain),
  domain: bound(domain),
  host: bound(host),
  list: bound(list),
  url: bound(url),
  regex: bound(regex),
  client: bound(client),
  time: bound(time),
  any: bound(any),
  all: bound(all),
  not: bound(not),
  cidr: bound(cidr),
};

/** Every kind, in the order in which keys are tested and spelled: cheap ones first, what may need DNS last. */
export const KINDS: readonly BoundKind[] = Object.values(BY_KEY);
