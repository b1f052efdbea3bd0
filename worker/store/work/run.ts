/** How is due work done, so that nothing is done twice at a time, nothing throws and nothing is forgotten? */
import type { World } from '../world.ts';
import { inBatches } from './batches.ts';
import { type Due, dueNow, finish, nextDue, type Pace, postpone, readDue, schedule, type Task } from './due.ts';
import { within } from './within.ts';

/** Does one kind of work. Gives the time at which there is more of it to do, or null; rejects when it failed. */
export type TaskWork = (subject: string) => Promise<number | null>;

/**
 * Pieces of work at a time: a Worker may wait for six connections at once; and those of one alarm: even with silent KV
 * and publishers it stays below the fifteen minutes that an alarm may take.
 */
const SHARE: Readonly<Record<Pace, { readonly atATime: number; readonly atOnce: number }>> = {
  quick: { atATime: 6, atOnce: 300 },
  slow: { atATime: 2, atOnce: 12 },
};
/** How often quick work is looked for while slow work is under way. */
const LOOK_AGAIN_MS = 1_000;
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

  const runAll = async (pace: Pace): Promise<void> => {
    const { atATime, atOnce } = SHARE[pace];
    const ready = dueNow(world.sql, pace, { now: world.now(), limit: atOnce });
    await inBatches(ready, atATime, ({ task, subject }) => run(task, subject));
  };

  const runDue = async (): Promise<number | null> => {
    const slow = runAll('slow');
    await runAll('quick');
    // What a slow piece asks for, such as publications, is done beside the next one.
    while (!(await isOver(slow))) await runAll('quick');
    await runAll('quick');
    const next = nextDue(world.sql);
    if (next === null) return null;
    const at = Math.max(next, world.now() + LEAST_PAUSE_MS);
    world.wake(at);
    return at;
  };

  return { run, runDue };
}

const isOver = (work: Promise<unknown>): Promise<boolean> =>
  within(LOOK_AGAIN_MS, work, 'still at it').then(
    () => true,
    () => false,
  );

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
