/** How is due work done, so that nothing is done twice at a time, nothing throws and nothing is forgotten? */
import type { World } from '../world.ts';
import { inBatches } from './batches.ts';
import { type Due, dueNow, finish, nextDue, postpone, readDue, schedule, type Task } from './due.ts';

/** Does one kind of work. Gives the time at which there is more of it to do, or null; rejects when it failed. */
export type TaskWork = (subject: string) => Promise<number | null>;

/** Pieces of work at a time: a Worker may wait for six connections at once. */
const AT_A_TIME = 6;
/** Pieces of one alarm: even with silent KV it stays below the fifteen minutes that an alarm may take. */
const AT_ONCE = 300;
/** The least time until the next alarm, so that work which cannot even be written down as failed does not spin. */
const LEAST_PAUSE_MS = 1_000;

/** What runs due work. */
export interface Runner {
  /** Does one piece of work now, whatever its time is; joins when it is under way. Never rejects. */
  run(task: Task, subject: string): Promise<void>;
  /** Does everything whose time has come, asks to be woken for the rest, and gives the time of that. */
  runDue(): Promise<number | null>;
}

/** A runner over a table with one entry per kind of work. */
export function createRunner(world: World, tasks: Readonly<Record<Task, TaskWork>>): Runner {
  const running = new Map<string, Promise<void>>();

  const runNow = async (name: string, first: Due): Promise<void> => {
    try {
      for (let due: Due | null = first; due !== null; ) {
        const outcome = await attempt(tasks[due.task], due.subject);
        due = settle(world, due, outcome);
      }
    } catch (error) {
      world.report(`due work ${name}`, error);
    } finally {
      // In the same moment in which nothing was left to do: who asks from now on starts anew instead of joining.
      running.delete(name);
    }
  };

  const run = (task: Task, subject: string): Promise<void> => {
    const name = `${task} ${subject}`;
    const already = running.get(name);
    if (already !== undefined) return already;
    const due = readDue(world.sql, task, subject);
    if (due === null) return Promise.resolve();
    const started = runNow(name, due);
    running.set(name, started);
    return started;
  };

  const runDue = async (): Promise<number | null> => {
    const ready = dueNow(world.sql, world.now(), AT_ONCE);
    await inBatches(ready, AT_A_TIME, ({ task, subject }) => run(task, subject));
    const next = nextDue(world.sql);
    if (next === null) return null;
    const at = Math.max(next, world.now() + LEAST_PAUSE_MS);
    world.wake(at);
    return at;
  };

  return { run, runDue };
}

type Outcome = { readonly again: number | null } | { readonly failure: string };

async function attempt(work: TaskWork, subject: string): Promise<Outcome> {
  try {
    return { again: await work(subject) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes down what became of it. Gives the work again when it was asked for meanwhile: then it is done once more. */
function settle({ sql, now }: World, due: Due, outcome: Outcome): Due | null {
  let left: Due | null = null;
  sql.transaction(() => {
    if ('failure' in outcome) return postpone(sql, due, { now: now(), reason: outcome.failure });
    finish(sql, due);
    left = readDue(sql, due.task, due.subject);
    // Only when nothing is left: asking here for what is under way would make it start over for ever.
    if (left === null && outcome.again !== null) schedule(sql, due.task, due.subject, outcome.again);
  });
  return left;
}
