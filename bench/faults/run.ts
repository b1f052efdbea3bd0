/** What does a client wait for while storage misbehaves? `npm run bench -- faults`: the edge's own code, with its own limits. */
import { deploy, type Isolate, newIsolate } from '../../test/faults/deployment.ts';
import { FAULTS, type Fault } from '../../test/faults/faults.ts';
import { ACTOR, profile, putInput } from '../../test/store/harness.ts';
import { USABLE_MS } from '../../worker/edge/freshness.ts';
import { READ_LIMIT_MS } from '../../worker/edge/reader.ts';
import { short, table } from '../pac/tables.ts';

/** Fetches of one kind; those that hang take two seconds each. */
const FETCHES = 5;

/** Milliseconds of each fetch, and how many were answered with the published text. */
interface Seen {
  readonly ms: readonly number[];
  readonly right: number;
}

async function measure(fault: Fault, kind: 'knows it' | 'is new'): Promise<Seen> {
  const ms: number[] = [];
  let right = 0;
  for (let n = 0; n < FETCHES; n++) {
    const deployment = deploy({ limitMs: READ_LIMIT_MS });
    const put = await deployment.store().put(putInput('hq', profile(1), { actor: ACTOR }));
    const url = put.ok ? (put.stored.publication?.pacUrl ?? '') : '';
    const isolate: Isolate = newIsolate();
    if (kind === 'knows it') await deployment.fetch(isolate, url);
    // What the isolate read is too old to be served without a look at KV.
    deployment.advance(USABLE_MS);
    fault.strike(deployment);
    const start = performance.now();
    const answer = await deployment.fetch(isolate, url);
    ms.push(performance.now() - start);
    if (answer.status === 200 && (await answer.text()).includes('proxy1')) right++;
  }
  return { ms, right };
}

const cell = ({ ms, right }: Seen): string => `${right}/${FETCHES}, ${short(Math.max(...ms))}`;

const rows: string[][] = [];
for (const fault of FAULTS) {
  rows.push([fault.is, cell(await measure(fault, 'knows it')), cell(await measure(fault, 'is new'))]);
}
console.log('Answered with the last published text, and the longest wait in milliseconds\n');
console.log(table(['when', 'an isolate that knows it', 'a new isolate'], rows));
