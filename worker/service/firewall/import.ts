/** Which policy do the rules of another firewall make? Nothing is stored. */
import { MAX_FIREWALL_RULES, Policy } from '../../../schemas/firewall.ts';
import type { ImportAnswer, ImportRequest } from '../../../schemas/firewall-exchange.ts';
import { checkShape } from '../../core/document/shape.ts';
import { hasErrors } from '../../core/findings/finding.ts';
import { checkPolicy } from '../../core/firewall/check.ts';
import { importAwsGroups } from '../../core/firewall/import/aws-groups.ts';
import { importCsv } from '../../core/firewall/import/csv.ts';
import type { Imported } from '../../core/firewall/import/imported.ts';
import { importIptables, type SavedTexts } from '../../core/firewall/import/iptables.ts';
import { type ChainName, importNft } from '../../core/firewall/import/nft.ts';
import type { Context } from '../context.ts';
import { Fault, type FaultEntry } from '../fault.ts';
import { requireRight } from '../right.ts';
import { placed } from './placed.ts';

/** Reads rules, and tells of each that is not in the policy why. Faults: forbidden, invalid. */
export function importPolicy(context: Context, request: ImportRequest): ImportAnswer {
  requireRight(context, 'read', 'nothing');
  const read = READERS[request.format] as (request: ImportRequest, now: number) => Imported;
  const { policy: written, found, kept, remarks } = read(request, context.now);
  requireLimits(written, kept);
  const { policy, findings } = checkPolicy(written, context.now);
  return {
    document: policy?.document ?? written,
    report: { found, kept, remarks: [...remarks] },
    findings: [...findings],
  };
}

/** A policy that is too large is not cut: a part of it would mean something else. Fault: invalid. */
function requireLimits(written: Policy, kept: number): void {
  if (kept > MAX_FIREWALL_RULES) {
    const expected = `a text that makes at most ${MAX_FIREWALL_RULES} rules`;
    throw flaw('import.too-large', '/text', expected, `${kept}`);
  }
  const shaped = checkShape(Policy, written);
  if ('document' in shaped) return;
  const [first] = shaped.findings;
  throw flaw('import.too-large', '/text', 'a policy within its limits', `${first?.path}: ${first?.message}`);
}

const READERS: {
  readonly [F in ImportRequest['format']]: (
    request: Extract<ImportRequest, { readonly format: F }>,
    now: number,
  ) => Imported;
} = {
  csv: ({ text, base }, now) => importCsv(text, checkedBase(base, now)),
  nftables: ({ text, chain }) => {
    const imported = importNft(
      parsed(text, 'nft -j list ruleset'),
      chain === undefined ? undefined : chainNamed(chain),
    );
    if (imported !== null) return imported;
    if (chain !== undefined) throw flaw('import.unreadable', '/chain', 'a base chain of the rule set', chain);
    throw flaw('import.unreadable', '/text', 'a rule set with a filter chain on forward or output', 'none');
  },
  iptables: ({ text, ipv6, chain }) => savedRules({ ipv4: text, ipv6 }, chain),
  ip6tables: ({ text, chain }) => savedRules({ ipv6: text }, chain),
  'aws-security-group': ({ text, base }, now) => {
    const imported = importAwsGroups(parsed(text, 'aws ec2 describe-security-groups'), checkedBase(base, now));
    if (imported !== null) return imported;
    throw flaw('import.unreadable', '/text', 'SecurityGroups with their permissions', 'another shape');
  },
};

function savedRules(texts: SavedTexts, chain: string | undefined): Imported {
  const imported = importIptables(texts, chain);
  if (imported !== null) return imported;
  if (chain !== undefined) throw flaw('import.unreadable', '/chain', 'a chain of the filter table in each text', chain);
  throw flaw('import.unreadable', '/text', 'a filter table with the chain FORWARD or OUTPUT in each text', 'none');
}

/** The document of a policy to import into. Fault: invalid. */
function checkedBase(base: Policy | undefined, now: number): Policy | undefined {
  if (base === undefined) return undefined;
  const { policy, findings } = checkPolicy(base, now);
  if (policy === null || hasErrors(findings)) {
    throw new Fault('invalid', 'Expected a base without errors.', { errors: placed('/base', findings) });
  }
  return policy.document;
}

function parsed(text: string, command: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw flaw('import.unreadable', '/text', `JSON, as ${command} prints it`, 'another text');
  }
}

function chainNamed(text: string): ChainName {
  const [family = '', table = '', name = ''] = text.split(' ');
  return { family, table, name };
}

function flaw(code: string, pointer: string, expected: string, found: string): Fault {
  const detail = `Expected ${expected}, found ${found}.`;
  const entry: FaultEntry = { pointer, code, detail, expected, found };
  return new Fault('invalid', detail, { errors: [entry] });
}
