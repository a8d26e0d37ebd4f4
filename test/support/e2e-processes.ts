import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Processes of this test run; nothing else is ever signalled. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Where it is there (util-linux), it has the kernel end the process when the tests are killed themselves. */
const dieWithTests = ['setpriv', '--pdeathsig', 'KILL'] as const;
const canDieWithTests = spawnSync(dieWithTests[0], [...dieWithTests.slice(1), 'true']).status === 0;

export interface StartedProcess {
  readonly child: ChildProcess;
  /** Everything it wrote so far, both streams. */
  output(): string;
}

export const startProcess = (
  file: string,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv,
  stdin: 'ignore' | 'pipe' = 'ignore',
): StartedProcess => {
  const [command, ...rest] = canDieWithTests
    ? ([...dieWithTests, file, ...parameters] as const)
    : ([file, ...parameters] as const);
  const child = spawn(command, rest, { env, stdio: [stdin, 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => (text += part));
  running.add(child);
  child.once('exit', () => running.delete(child));
  return { child, output: () => text };
};

export const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

/** Resolves with the exit code, or the signal's name. */
export const ended = async (child: ChildProcess): Promise<number | string> => {
  if (!hasEnded(child)) await once(child, 'exit');
  return child.signalCode ?? child.exitCode ?? 0;
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie holds nothing any more; whether its new parent has seen it is not our business.
  return !/^State:\s*Z/m.test(statusOf(pid));
};

/** Children of a process, from /proc. */
export const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

export const untilGone = async (pids: readonly number[], withinMs = 10_000): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (pids.some(isAlive)) {
    if (performance.now() > deadline) {
      throw new Error(`still running after ${withinMs} ms: ${pids.filter(isAlive).join(', ')}`);
    }
    await sleep(10);
  }
};

/** The lines of /proc/<pid>/status, or nothing when it is gone. */
export const statusOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
};
