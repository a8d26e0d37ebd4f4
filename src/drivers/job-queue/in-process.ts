import { setImmediate as nextTurn } from 'node:timers/promises';
import { endedOrTimeout } from './ended-or-timeout.js';
import { jobId, subjectOf, type Job, type JobQueue } from './port.js';

type Handler = (job: Job, signal: AbortSignal) => Promise<void>;

interface RunningJob {
  readonly job: Job;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/**
 * The queue of a service that runs in one process. Strictly first come, first served; a job whose operation is busy
 * on its aggregate lets the others pass. Waiting jobs die with the process, and after close() new ones are dropped: the
 * reconciler brings them back.
 */
export class InProcessJobQueue implements JobQueue {
  // Maps iterate in the order of insertion, which makes this one the queue.
  private readonly waiting = new Map<string, Job>();
  private readonly running = new Map<string, RunningJob>();
  private readonly busy = new Set<string>();
  private handler: Handler | undefined;
  private concurrency = 0;
  private closed = false;

  /** `onHandlerError` hears of handlers that reject, to log them. */
  constructor(private readonly onHandlerError: (job: Job, error: unknown) => void) {}

  async enqueue(job: Job): Promise<void> {
    const id = jobId(job);
    if (this.closed || this.waiting.has(id) || this.running.has(id)) return;
    this.waiting.set(id, job);
    this.startWhatMayRun();
  }

  process(handler: Handler, concurrency: number): void {
    if (this.handler) throw new Error('this queue has a handler already');
    this.handler = handler;
    this.concurrency = concurrency === 0 ? Infinity : concurrency;
    this.startWhatMayRun();
  }

  async pending(): Promise<readonly string[]> {
    return [...this.running.keys(), ...this.waiting.keys()];
  }

  async close(graceMs = 10_000): Promise<void> {
    this.closed = true;
    this.waiting.clear();
    const running = [...this.running.values()];
    for (const { stop } of running) stop.abort();
    await endedOrTimeout(
      running.map(({ ended }) => ended),
      graceMs,
    );
  }

  private startWhatMayRun(): void {
    if (!this.handler || this.closed) return;
    for (const [id, job] of this.waiting) {
      if (this.running.size >= this.concurrency) return;
      if (!this.busy.has(subjectOf(job))) this.start(id, job, this.handler);
    }
  }

  private start(id: string, job: Job, handler: Handler): void {
    const stop = new AbortController();
    this.waiting.delete(id);
    this.busy.add(subjectOf(job));
    this.running.set(id, { job, stop, ended: this.run(id, job, handler, stop.signal) });
  }

  private async run(id: string, job: Job, handler: Handler, signal: AbortSignal): Promise<void> {
    try {
      // Whoever enqueues goes on first, and so does who waits for the same event to answer a request.
      await nextTurn();
      await handler(job, signal);
    } catch (error) {
      this.onHandlerError(job, error);
    } finally {
      this.running.delete(id);
      this.busy.delete(subjectOf(job));
      this.startWhatMayRun();
    }
  }
}
