/** How is due work done, so that nothing is done twice at a time, nothing throws and nothing is forgotten? */
import type { World } from '../world.ts';
import { inBatches } from './batches.ts';
import { armAlarm, type Due, dueNow, finish, nextDue, postpone, readDue, schedule, type Task } from './due.ts';

/** Does one kind of work. Gives the time at which there is more of it to do, or null; rejects when it failed. */
export type TaskWork = (subject: string) => Promise<number | null>;

/** Pieces of work at a time: a Worker may wait for six connections at once. */
const AT_A_TIME = 6;
/** Rounds of one alarm: with slow KV writes it stays below the fifteen minutes that an alarm may take. */
const MAX_ROUNDS = 50;

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

  const run = (task: Task, subject: string): Promise<void> => {
    const name = `${task} ${subject}`;
    const already = running.get(name);
    if (already !== undefined) return already;
    const started = untilSettled(world, tasks[task], task, subject)
      .catch((error: unknown) => world.report(`due work ${name}`, error))
      .finally(() => running.delete(name));
    running.set(name, started);
    return started;
  };

  const runDue = async (): Promise<number | null> => {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const ready = dueNow(world.sql, world.now(), AT_A_TIME);
      if (ready.length === 0) break;
      await inBatches(ready, AT_A_TIME, ({ task, subject }) => run(task, subject));
    }
    armAlarm(world);
    return nextDue(world.sql);
  };

  return { run, runDue };
}

/** Does the work, again when it was asked for again meanwhile, until it is done or has failed. */
async function untilSettled(world: World, work: TaskWork, task: Task, subject: string): Promise<void> {
  for (let due = readDue(world.sql, task, subject); due !== null; ) {
    const outcome = await attempt(work, subject);
    due = settle(world, due, outcome);
  }
}

type Outcome = { readonly again: number | null } | { readonly failure: string };

async function attempt(work: TaskWork, subject: string): Promise<Outcome> {
  try {
    return { again: await work(subject) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes down what became of it. Gives the work again when it was asked for meanwhile and is worth trying at once. */
function settle({ sql, now }: World, due: Due, outcome: Outcome): Due | null {
  let left: Due | null = null;
  sql.transaction(() => {
    if ('failure' in outcome) return postpone(sql, due, { now: now(), reason: outcome.failure });
    finish(sql, due);
    left = readDue(sql, due.task, due.subject);
    if (outcome.again !== null) schedule(sql, due.task, due.subject, outcome.again);
  });
  return left;
}
