/**
 * Delivers jobs to workers at least once. Holds no truth: a lost queue is filled again from the event log.
 * Contract: test/contract/job-queue.contract.ts.
 */

/** A job names one step of one operation. It carries ids only; what to do follows from the stream. */
export interface Job {
  /** e.g. `backup`, `restore`, `volume`, `snapshot`. */
  readonly operation: string;
  /** Id of the aggregate that the operation belongs to. */
  readonly aggregateId: string;
  readonly step: string;
  /**
   * The one host that may run it, because it holds the operation's device; absent: any. A queue inside of one process
   * takes every host for its own.
   */
  readonly host?: string;
}

/** What may not run twice at once. */
export const subjectOf = (job: Job): string => `${job.operation}.${job.aggregateId}`;

/** `<operation>.<step>.<id>`: never a ':' and never a plain integer, both of which Redis queues refuse. */
export const jobId = (job: Job): string => `${job.operation}.${job.step}.${job.aggregateId}`;

export interface JobQueue {
  /** Adds the job unless one with the same id is waiting or running. */
  enqueue(job: Job): Promise<void>;
  /**
   * Starts handing jobs to `handler`, at most `concurrency` at once (0 = no limit), and never two for one
   * operation and aggregate at the same time, in this process or any other. The signal aborts when the queue closes, or
   * when it can no longer promise that nobody else runs the job. A handler that rejects is an error of the program, not of the job: the
   * queue logs it and forgets the job; the reconciler brings it back.
   */
  process(handler: (job: Job, signal: AbortSignal) => Promise<void>, concurrency: number): void;
  /** Ids of the jobs waiting or running, for health and tests. */
  pending(): Promise<readonly string[]>;
  /**
   * Stops taking jobs, aborts the signal of the running ones and waits for them, at most `graceMs`. A queue that outlives
   * the process gives them to others.
   */
  close(graceMs?: number): Promise<void>;
}
