/**
 * How long does the analysis of a policy take? `node bench/firewall/analyse.ts` prints a table, each line from a process
 * of its own; with a kind and a number of rules, one line as JSON. Times are milliseconds of processor time.
 */
import { execFileSync } from 'node:child_process';
import type { Policy } from '../../schemas/firewall.ts';
import { analyze } from '../../worker/core/firewall/analysis/analyze.ts';
import { diffPolicies } from '../../worker/core/firewall/analysis/diff.ts';
import { parsePolicy } from '../../worker/core/firewall/parse.ts';
import type { FirewallPolicy } from '../../worker/core/firewall/policy.ts';
import { answerFlows } from '../../worker/core/firewall/questions/flow.ts';
import { aclLike, adversarial, namesLike, proxyLike, scattered } from './generate.ts';

const KINDS: Readonly<Record<string, (rules: number) => Policy>> = {
  proxyLike,
  aclLike,
  namesLike,
  adversarial,
  scattered,
};
const SIZES: Readonly<Record<string, readonly number[]>> = {
  proxyLike: [100, 500, 1_000, 2_000, 5_000],
  aclLike: [100, 500, 1_000, 2_000, 5_000],
  namesLike: [1_000, 5_000],
  adversarial: [50, 100, 200, 400],
  scattered: [1_000, 5_000],
};
const WARM_RUNS = 3;

interface Line {
  readonly kind: string;
  readonly rules: number;
  readonly parse: number;
  readonly cold: number;
  readonly warm: number;
  readonly diff: number;
  readonly flow: number;
  readonly unreachable: number;
  readonly complete: boolean;
}

function measured<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const start = process.cpuUsage();
  const value = work();
  return { ms: Math.round(process.cpuUsage(start).user / 100) / 10, value };
}

function policyOf(document: Policy): FirewallPolicy {
  const { policy } = parsePolicy(document, 0);
  if (policy === null) throw new Error('a generated policy with errors');
  return policy;
}

function measure(kind: string, rules: number): Line {
  const document = KINDS[kind]?.(rules) ?? {};
  const parse = measured(() => policyOf(document));
  const cold = measured(() => analyze(parse.value, 0));
  const warm = Array.from({ length: WARM_RUNS }, () => measured(() => analyze(parse.value, 0)).ms);
  const changed = policyOf({ ...document, rules: (document.rules ?? []).filter((_, k) => k % 50 !== 7) });
  const diff = measured(() => diffPolicies(parse.value, changed, { now: 0 }));
  const flow = measured(() =>
    answerFlows(parse.value, [{ from: '10.1.2.3', to: '172.16.1.2', port: 3128 }], { now: 0 }),
  );
  return {
    kind,
    rules,
    parse: parse.ms,
    cold: cold.ms,
    warm: Math.min(...warm),
    diff: diff.ms,
    flow: flow.ms,
    unreachable: cold.value.unreachable.length,
    complete: cold.value.complete && diff.value.complete,
  };
}

const [kind, rules] = process.argv.slice(2);
if (kind !== undefined) console.log(JSON.stringify(measure(kind, Number(rules))));
else {
  const lines = Object.entries(SIZES).flatMap(([name, sizes]) =>
    sizes.map((size) => {
      const text = execFileSync(process.execPath, [import.meta.filename, name, String(size)], { encoding: 'utf8' });
      return JSON.parse(text) as Line;
    }),
  );
  console.table(lines);
}
