/** What does a process take of memory and processor? Linux only: /proc (proc(5)). */
import { readFileSync } from 'node:fs';

/** Clock ticks a second: 100 on all Linux systems that Node runs on (sysconf(_SC_CLK_TCK)). */
const TICKS = 100;

/** Resident memory, in MiB. */
export function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1_024;
}

/** Processor time since it began, user and system, in milliseconds. */
export function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name in parentheses, which may hold anything; the user's time is the 14th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS;
}
