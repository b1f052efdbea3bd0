/** What can go wrong with storage? One table, for the tests and for the bench. */
import { TOO_MANY } from '../store/faulty-kv.ts';
import type { Deployment } from './deployment.ts';

/** One fault, and what becomes of a write under it. */
export interface Fault {
  readonly is: string;
  readonly strike: (deployment: Deployment) => unknown;
  /** Whether a write is still acknowledged. */
  readonly writes: 'published' | 'pending' | 'refused';
}

const hour = 3_600_000;
/** Every fault. */
export const FAULTS: readonly Fault[] = [
  { is: 'KV reads fail', strike: ({ faults }) => Object.assign(faults, { kv: 'failing' }), writes: 'published' },
  { is: 'KV reads hang', strike: ({ faults }) => Object.assign(faults, { kv: 'hanging' }), writes: 'published' },
  { is: 'KV refuses writes (429)', strike: ({ memory }) => memory.kv.plan({ error: TOO_MANY }), writes: 'pending' },
  {
    is: 'KV is silent about writes',
    strike: ({ memory }) => memory.kv.plan({ until: new Promise(() => {}) }),
    writes: 'pending',
  },
  {
    is: 'KV refuses texts',
    strike: ({ memory }) => memory.kv.plan({ prefix: 'a:', error: TOO_MANY }),
    writes: 'pending',
  },
  {
    is: 'KV refuses manifests',
    strike: ({ memory }) => memory.kv.plan({ prefix: 'm:', error: TOO_MANY }),
    writes: 'pending',
  },
  { is: 'KV has lost the texts', strike: (deployment) => lose(deployment, 'a:'), writes: 'published' },
  { is: 'KV has lost the manifests', strike: (deployment) => lose(deployment, 'm:'), writes: 'published' },
  { is: 'the registry is unreachable', strike: (deployment) => unreachable(deployment, 'failing'), writes: 'refused' },
  { is: 'the registry is overloaded', strike: (deployment) => unreachable(deployment, 'hanging'), writes: 'refused' },
  {
    is: 'the registry is evicted in the middle',
    strike: ({ faults }) => Object.assign(faults, { writes: 'evicted' }),
    writes: 'refused',
  },
  { is: 'the registry has crashed', strike: (deployment) => deployment.crash(), writes: 'published' },
  { is: 'the clock jumps an hour ahead', strike: (deployment) => deployment.advance(hour), writes: 'published' },
  { is: 'the clock jumps an hour back', strike: (deployment) => deployment.advance(-hour), writes: 'published' },
];

function lose({ memory, faults }: Deployment, prefix: string): void {
  for (const key of memory.values.keys()) if (key.startsWith(prefix)) faults.lost.add(key);
}

function unreachable({ faults }: Deployment, mood: 'failing' | 'hanging'): void {
  faults.registry = mood;
  faults.writes = 'refusing';
}
