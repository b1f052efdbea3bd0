/** Which rules are about hosts that browsers never ask a PAC about? Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import type { Finding } from '../../../../schemas/finding.ts';
import type { Profile } from '../../../../schemas/profile.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import type { IpRange } from '../../net/address.ts';
import { parseCidr } from '../../net/cidr.ts';
import { isRefused } from '../../net/refused.ts';

/** Chromium's implicit bypass rules (net/proxy_resolution/proxy_bypass_rules.cc). */
const RANGES: readonly IpRange[] = ['127.0.0.0/8', '169.254.0.0/16', '::1', 'fe80::/10'].map((text) => {
  const range = parseCidr(text);
  if (isRefused(range)) throw new Error(range.error);
  return range;
});

/** Names and patterns of the same hosts: localhost, *.localhost, 127.*, 169.254.*, ::1. */
const NAMES = /^(?:(?:.*\.)?localhost\.?|127\.[0-9.*?]*|169\.254\.[0-9.*?]*|::1)$/i;

/** One place in a condition and what stands there. */
interface Entry {
  readonly path: string;
  readonly text: string;
}

/** A finding for each entry of an enabled rule that no browser will ever ask about; only info where the rule says direct anyway. */
export function neverAskedFindings({ rules }: Profile): readonly Finding[] {
  return (rules ?? []).flatMap(({ when, use, disabled }, index) => {
    if (disabled === true) return [];
    const severity = use === 'direct' ? { severity: 'info' as const } : {};
    return entriesOf(when, pointerTo('/rules', index, 'when')).map(({ path, text }) =>
      finding('rule.never-asked', path, {
        message: `Browsers connect to ${text} directly and never ask the PAC about it`,
        expected: use === 'direct' ? 'no rule' : 'a host that browsers ask about',
        found: text,
        ...severity,
      }),
    );
  });
}

function entriesOf(when: Condition, path: string): Entry[] {
  const hosts = (['domain', 'host'] as const).flatMap((key) => listed(when[key], pointerTo(path, key)));
  const ranges = listed(when.cidr, pointerTo(path, 'cidr'));
  const groups = (['any', 'all'] as const).flatMap((key) => listed(when[key], pointerTo(path, key)));
  return [
    ...hosts.filter(({ value }) => NAMES.test(value)).map(entry),
    ...ranges.filter(({ value }) => isInside(value)).map(entry),
    ...groups.flatMap((group) => entriesOf(group.value, group.path)),
  ];
}

const entry = ({ value, path }: { readonly value: string; readonly path: string }): Entry => ({ path, text: value });

/** The values of a key with their pointers; one value stands at the key itself. */
function listed<Value>(value: Value | Value[] | undefined, path: string): { value: Value; path: string }[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [{ value, path }];
  return value.map((item, index) => ({ value: item, path: pointerTo(path, index) }));
}

function isInside(text: string): boolean {
  const range = parseCidr(text);
  if (isRefused(range)) return false;
  return RANGES.some(
    ({ family, first, last }) => family === range.family && first <= range.first && range.last <= last,
  );
}
