import { cpuSeconds, forgetPeak, peakMib, residentMib } from '../test/support/e2e-load.js';

export interface ProcessLoad {
  readonly seconds: number;
  /** Seconds of processor time, of all of the processes. */
  readonly cpu: number;
  /** MiB at the peak above what they had when they were idle. */
  readonly memory: number;
}

const sumOf = (pids: readonly number[], value: (pid: number) => number): number =>
  pids.reduce((sum, pid) => sum + value(pid), 0);

/** MiB of several processes together. */
export const residentOf = (pids: readonly number[]): number => sumOf(pids, residentMib);

/** What some processes need while something is done; peaks of several are added up, although they need not coincide. */
export const loadDuring = async (
  pids: readonly number[],
  idleMib: number,
  work: () => Promise<void>,
): Promise<ProcessLoad> => {
  pids.forEach(forgetPeak);
  const [began, cpu] = [performance.now(), sumOf(pids, cpuSeconds)];
  await work();
  return {
    seconds: (performance.now() - began) / 1000,
    cpu: sumOf(pids, cpuSeconds) - cpu,
    memory: sumOf(pids, peakMib) - idleMib,
  };
};
