import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MIB } from './e2e-bytes.js';
import { statusOf } from './e2e-processes.js';

const field = (pid: number, name: string): number => {
  const kilobytes = new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(statusOf(pid))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has no ${name}`);
  return (Number(kilobytes) * 1024) / MIB;
};

/** MiB of memory that a process has, all its threads together. */
export const residentMib = (pid: number): number => field(pid, 'VmRSS');

/** The most it had since {@link forgetPeak}. */
export const peakMib = (pid: number): number => field(pid, 'VmHWM');

/** proc(5): writing 5 sets the peak to what is used now. */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

const ticksPerSecond = 100;

/** Seconds of processor time that all its threads have used. */
export const cpuSeconds = (pid: number): number => {
  const [, , ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/\(.*\)/, '()')
    .split(' ');
  // Of the fields behind the name, utime and stime are the 12th and the 13th.
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
};

/** Asks again and again while something else goes on; answers how long each answer took, in ms. */
export const probing = async (
  ask: () => Promise<{ readonly status: number }>,
  everyMs: number,
  work: () => Promise<void>,
): Promise<{ readonly statuses: ReadonlySet<number>; readonly times: readonly number[] }> => {
  const statuses = new Set<number>();
  const times: number[] = [];
  const over = new AbortController();
  const probe = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const asked = performance.now();
      statuses.add((await ask()).status);
      times.push(performance.now() - asked);
      await sleep(everyMs);
    }
  };
  const probes = probe();
  try {
    await work();
  } finally {
    over.abort();
  }
  await probes;
  return { statuses, times };
};

export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
