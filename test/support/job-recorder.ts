import { jobId, type Job } from '../../src/drivers/job-queue/port.js';

/** A handler whose runs are seen and ended by the test, one by one. */
export class JobRecorder {
  /** Job ids in the order of their start; a job that runs twice is there twice. */
  readonly started: string[] = [];
  readonly jobs: Job[] = [];
  readonly running = new Map<string, { end(): void; fail(error: Error): void; signal: AbortSignal }>();

  readonly handler = (job: Job, signal: AbortSignal): Promise<void> => {
    const id = jobId(job);
    this.started.push(id);
    this.jobs.push(job);
    return new Promise<void>((resolve, reject) => {
      const leave = (settle: () => void) => () => {
        this.running.delete(id);
        settle();
      };
      this.running.set(id, {
        end: leave(resolve),
        fail: (error) => leave(() => reject(error))(),
        signal,
      });
    });
  };

  end(job: Job): void {
    this.run(job).end();
  }

  run(job: Job): { end(): void; fail(error: Error): void; signal: AbortSignal } {
    const run = this.running.get(jobId(job));
    if (!run) throw new Error(`${jobId(job)} is not running`);
    return run;
  }
}
