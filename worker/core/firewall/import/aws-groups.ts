/** Which policy do security groups of AWS make (`aws ec2 describe-security-groups`)? Pure. */
import * as z from 'zod';
import type { FirewallRule, Policy, Protocol } from '../../../../schemas/firewall.ts';
import { parseCidr } from '../../net/cidr.ts';
import { isRefused } from '../../net/refused.ts';
import { ALL_PORTS } from '../services.ts';
import { excerpt, type Imported, idGiver, type Remark } from './imported.ts';
import { oneOrAll } from './rule-of.ts';

/** EC2 API, IpPermission: what is read of it, and what refers to something that is not in the text. */
const Permission = z.looseObject({
  IpProtocol: z.string(),
  FromPort: z.number().int().optional(),
  ToPort: z.number().int().optional(),
  IpRanges: z.array(z.looseObject({ CidrIp: z.string(), Description: z.string().optional() })).optional(),
  Ipv6Ranges: z.array(z.looseObject({ CidrIpv6: z.string(), Description: z.string().optional() })).optional(),
  UserIdGroupPairs: z.array(z.unknown()).optional(),
  PrefixListIds: z.array(z.unknown()).optional(),
});
type Permission = z.infer<typeof Permission>;

const Group = z.looseObject({
  GroupName: z.string().optional(),
  GroupId: z.string().optional(),
  IpPermissions: z.array(Permission).optional(),
  IpPermissionsEgress: z.array(Permission).optional(),
});
type Group = z.infer<typeof Group>;

const Groups = z.looseObject({ SecurityGroups: z.array(Group) });

const PROTOCOLS: ReadonlyMap<string, readonly Protocol[]> = new Map([
  ['tcp', ['tcp']],
  ['6', ['tcp']],
  ['udp', ['udp']],
  ['17', ['udp']],
  ['-1', ['tcp', 'udp']],
]);

/**
 * Reads what the groups let out; all else is denied. A group knows no sources, so its members are the zone of `base` that
 * has its name, with or without `portolan-` in front. The only group of a text without such a zone holds for everybody,
 * which is told; of several such groups none is read, because together they would allow everybody everything. Null when the text
 * is of another shape.
 */
export function importAwsGroups(json: unknown, base: Policy = {}): Imported | null {
  const read = Groups.safeParse(json);
  if (!read.success) return null;
  const groups = read.data.SecurityGroups;
  const reader: Reader = { remarks: [], rules: [], giveId: idGiver(), found: 0 };
  for (const group of groups) readGroup(reader, group, { base, isOnly: groups.length === 1 });
  const policy: Policy = { ...base, rules: reader.rules, default: 'deny' };
  return { policy, found: reader.found, kept: reader.rules.length, remarks: reader.remarks };
}

interface Reader {
  readonly remarks: Remark[];
  readonly rules: FirewallRule[];
  readonly giveId: (wanted: string | undefined) => string | undefined;
  found: number;
}

function readGroup(
  reader: Reader,
  group: Group,
  { base, isOnly }: { readonly base: Policy; readonly isOnly: boolean },
) {
  const name = group.GroupName ?? group.GroupId ?? 'a group without a name';
  const remark = (effect: Remark['effect'], text: string, reason: string) =>
    reader.remarks.push({ at: `group ${excerpt(name)}`, text: excerpt(text), effect, reason });
  const outward = group.IpPermissionsEgress ?? [];
  reader.found += outward.length;
  const inward = group.IpPermissions?.length ?? 0;
  if (inward > 0) remark('left-out', `${inward} inbound permissions`, 'only what a group lets out becomes a policy');
  const zone = zoneNamed(name, base);
  if (zone === undefined && !isOnly) {
    remark(
      'left-out',
      `${outward.length} permissions`,
      'a group knows no sources: give a base with a zone of its name',
    );
    return;
  }
  if (zone === undefined && outward.length > 0)
    remark(
      'weakened',
      name,
      'a group knows no sources, so its permissions hold for everybody: write its members as from',
    );
  for (const permission of outward) readPermission(reader, permission, { from: zone ?? 'any', remark });
}

function zoneNamed(name: string, { zones = {} }: Policy): string | undefined {
  return [name, name.replace(/^portolan-/, '')].find((one) => Object.hasOwn(zones, one));
}

interface Place {
  readonly from: string;
  readonly remark: (effect: Remark['effect'], text: string, reason: string) => void;
}

function readPermission(reader: Reader, permission: Permission, { from, remark }: Place): void {
  const text = JSON.stringify(permission);
  const protocols = PROTOCOLS.get(permission.IpProtocol.toLowerCase());
  const span = portsOf(permission);
  if (protocols === undefined || span === null) {
    remark(
      'left-out',
      text,
      protocols === undefined ? 'policies speak of tcp and udp only' : 'its ports are not understood',
    );
    return;
  }
  const targets = targetsOf(permission);
  const to = targets.flatMap(({ cidr }) => (isRefused(parseCidr(cidr)) ? [] : [cidr]));
  const wrong = targets.length - to.length;
  const references = (permission.UserIdGroupPairs?.length ?? 0) + (permission.PrefixListIds?.length ?? 0);
  const effect = to.length === 0 ? 'left-out' : 'weakened';
  if (wrong > 0) remark(effect, text, `${wrong} of its addresses are not understood and are left out`);
  if (references > 0)
    remark(
      effect,
      text,
      `${references} references to groups and prefix lists are left out: their addresses are not in the text`,
    );
  if (to.length === 0) {
    if (wrong + references === 0) remark('left-out', text, 'it names no destinations');
    return;
  }
  if (permission.IpProtocol === '-1') remark('weakened', text, 'only tcp and udp are kept of all protocols');
  const description = targets.find((target) => target.description)?.description?.slice(0, 500);
  const id = reader.giveId(description);
  reader.rules.push({
    ...(id === undefined ? {} : { id }),
    action: 'allow',
    from,
    to: oneOrAll(to),
    protocol: oneOrAll(protocols),
    ...(span === 'all' ? {} : { ports: span }),
    ...(description === undefined || description === id ? {} : { note: description }),
  });
}

function targetsOf({ IpRanges = [], Ipv6Ranges = [] }: Permission) {
  return [
    ...IpRanges.map(({ CidrIp, Description }) => ({ cidr: CidrIp, description: Description })),
    ...Ipv6Ranges.map(({ CidrIpv6, Description }) => ({ cidr: CidrIpv6, description: Description })),
  ];
}

/** A permission of all protocols has no ports, and one of all ports may say 0 to 65535. Null: what it says are none. */
function portsOf({ IpProtocol, FromPort, ToPort }: Permission): number | string | 'all' | null {
  if (IpProtocol === '-1') return 'all';
  if (FromPort === undefined || ToPort === undefined || FromPort > ToPort || ToPort > ALL_PORTS[1]) return null;
  if (FromPort < 0 || ToPort === 0) return null;
  const first = Math.max(FromPort, ALL_PORTS[0]);
  if (first === ALL_PORTS[0] && ToPort === ALL_PORTS[1]) return 'all';
  return first === ToPort ? first : `${first}-${ToPort}`;
}
