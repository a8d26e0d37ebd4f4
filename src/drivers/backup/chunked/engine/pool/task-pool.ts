import type { Input, Output, TaskName } from '../tasks/task-table.js';

/**
 * Where the heavy work of backups runs. One pool serves every operation of the process, so its threads and buffers are the
 * memory budget: an operation that does not get a thread waits, whatever the volume's or the chunk's size.
 */
export interface TaskPool {
  /** How many tasks run at once. */
  readonly width: number;
  /** Lets one operation (a backup, a restore) take part. */
  join(): PoolMember;
  /** Ends the threads; running tasks fail. */
  close(): Promise<void>;
}

export interface PoolMember {
  /** Runs a task when it is this operation's turn. */
  run<N extends TaskName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Rejects all tasks of this operation with the reason; resolves once nothing of it runs any more. Others go on. */
  stop(reason: unknown): Promise<void>;
}
