import { randomUUID } from 'node:crypto';
import { jobId, type Job, type JobQueue } from '../../src/drivers/job-queue/port.js';
import { eventually } from '../support/eventually.js';
import { JobRecorder } from '../support/job-recorder.js';

export type OnHandlerError = (job: Job, error: unknown) => void;

const jobOf = (aggregateId: string, more: Partial<Job> = {}): Job => ({
  operation: 'backup',
  step: 'transfer',
  ...more,
  aggregateId,
});
const newJob = (more: Partial<Job> = {}): Job => jobOf(randomUUID(), more);
const newJobs = (count: number): Job[] => Array.from({ length: count }, () => newJob());
const ids = (jobs: readonly Job[]): string[] => jobs.map(jobId);

/** What src/drivers/job-queue/port.ts promises, for queues inside and outside of the process. */
export const jobQueueContract = (
  name: string,
  create: (onHandlerError: OnHandlerError) => Promise<JobQueue>,
): void =>
  describe(`JobQueue contract: ${name}`, () => {
    let queue: JobQueue;
    let recorder: JobRecorder;
    let errors: [Job, unknown][];
    beforeEach(async () => {
      errors = [];
      recorder = new JobRecorder();
      queue = await create((job, error) => errors.push([job, error]));
    });
    afterEach(() => queue.close(0));

    const enqueue = async (...jobs: Job[]): Promise<void> => {
      for (const job of jobs) await queue.enqueue(job);
    };
    const start = (concurrency = 1): void => queue.process(recorder.handler, concurrency);
    const started = (...jobs: Job[]) => eventually(() => expect(recorder.started).toEqual(ids(jobs)));
    const pending = async (...jobs: Job[]): Promise<void> =>
      eventually(async () => expect([...(await queue.pending())].sort()).toEqual(ids(jobs).sort()));
    /** A job behind all others: once it runs, whatever should have run before it did. */
    const runsNext = async (sentinel: Job): Promise<void> => {
      await enqueue(sentinel);
      await eventually(() => expect(recorder.started.at(-1)).toBe(jobId(sentinel)));
    };

    it('hands over each job as it was given, then forgets it', async () => {
      const job = newJob({ operation: 'restore', step: 'prepare' });
      start();
      await enqueue(job);
      await started(job);
      expect(recorder.jobs).toEqual([job]);
      recorder.end(job);
      await pending();
    });

    it('keeps jobs that come before the handler', async () => {
      const job = newJob();
      await enqueue(job);
      await pending(job);
      start();
      await started(job);
    });

    it('is first come, first served', async () => {
      const jobs = newJobs(6);
      await enqueue(...jobs);
      start();
      for (const [index, job] of jobs.entries()) {
        await started(...jobs.slice(0, index + 1));
        recorder.end(job);
      }
    });

    it('lists the waiting and the running', async () => {
      const [running, waiting] = [newJob(), newJob()];
      start();
      await enqueue(running, waiting);
      await started(running);
      await pending(running, waiting);
    });

    describe('a job that is known already', () => {
      it('is not added while it waits', async () => {
        const [first, twice, last] = [newJob(), newJob(), newJob()];
        await enqueue(first, twice, twice, last);
        start();
        for (const job of [first, twice, last]) {
          await eventually(() => recorder.end(job));
        }
        await pending();
        expect(recorder.started).toEqual(ids([first, twice, last]));
      });

      it('is not added while it runs', async () => {
        const [job, sentinel] = [newJob(), newJob()];
        start();
        await enqueue(job);
        await started(job);
        await enqueue(job);
        recorder.end(job);
        await runsNext(sentinel);
        expect(recorder.started).toEqual(ids([job, sentinel]));
      });

      it('is added again once it ended', async () => {
        const job = newJob();
        start();
        await enqueue(job);
        await eventually(() => recorder.end(job));
        await pending();
        await enqueue(job);
        await started(job, job);
      });

      it('is another one when only the step differs', async () => {
        const job = newJob();
        const next = { ...job, step: 'finish' };
        await enqueue(job, next);
        await pending(job, next);
      });
    });

    describe('concurrency', () => {
      it('is used up to its limit and never above', async () => {
        const [a, b, c, d] = [newJob(), newJob(), newJob(), newJob()];
        start(2);
        await enqueue(a, b, c, d);
        await eventually(() => expect([...recorder.running.keys()].sort()).toEqual(ids([a, b]).sort()));
        recorder.end(b);
        await eventually(() => expect([...recorder.running.keys()].sort()).toEqual(ids([a, c]).sort()));
        expect(recorder.started).toHaveLength(3);
      });

      it('has no limit when it is 0', async () => {
        const jobs = newJobs(30);
        start(0);
        await enqueue(...jobs);
        await eventually(() => expect(recorder.running.size).toBe(30));
      });
    });

    describe('one operation of one aggregate', () => {
      it('never runs two jobs at once; others pass', async () => {
        const first = newJob();
        const second = { ...first, step: 'finish' };
        const other = newJob();
        start(3);
        await enqueue(first, second, other);
        await eventually(() => expect(recorder.running.size).toBe(2));
        expect(recorder.started.sort()).toEqual(ids([first, other]).sort());
        recorder.end(first);
        await eventually(() => expect(recorder.running.has(jobId(second))).toBe(true));
      });

      it('does not hold up another operation of the same aggregate', async () => {
        const backup = newJob();
        const restore = { ...backup, operation: 'restore' };
        start(2);
        await enqueue(backup, restore);
        await eventually(() => expect(recorder.running.size).toBe(2));
      });

      it('is free again after its handler rejected', async () => {
        const first = newJob();
        const second = { ...first, step: 'finish' };
        start(2);
        await enqueue(first, second);
        await eventually(() => recorder.run(first).fail(new Error('a bug')));
        await started(first, second);
      });
    });

    it('reports a handler that rejects, forgets the job and goes on', async () => {
      const [broken, next] = [newJob(), newJob()];
      start();
      await enqueue(broken, next);
      await eventually(() => recorder.run(broken).fail(new Error('a bug')));
      await started(broken, next);
      await pending(next);
      expect(errors).toHaveLength(1);
      expect(errors[0]?.[0]).toEqual(broken);
      expect(String(errors[0]?.[1])).toContain('a bug');
      await enqueue(broken);
      recorder.end(next);
      await started(broken, next, broken);
    });

    it('takes new jobs from inside a handler', async () => {
      const [first, second] = [newJob(), newJob()];
      const seen: string[] = [];
      queue.process(async (job) => {
        seen.push(jobId(job));
        if (seen.length === 1) await queue.enqueue(second);
      }, 1);
      await enqueue(first);
      await eventually(() => expect(seen).toEqual(ids([first, second])));
    });

    describe('close', () => {
      it('aborts what runs, waits for it, and starts nothing more', async () => {
        const [running, waiting] = [newJob(), newJob()];
        start();
        await enqueue(running, waiting);
        await started(running);
        const { signal, end } = recorder.run(running);
        expect(signal.aborted).toBe(false);
        let closed = false;
        const closing = queue.close(60_000).then(() => (closed = true));
        await eventually(() => expect(signal.aborted).toBe(true));
        expect(closed).toBe(false);
        end();
        await closing;
        expect(recorder.started).toEqual(ids([running]));
      });

      it('does not wait for ever', async () => {
        const job = newJob();
        start();
        await enqueue(job);
        await started(job);
        await queue.close(20);
        expect(recorder.running.size).toBe(1);
      });

      it('may be repeated, and works without a handler', async () => {
        await queue.close();
        await queue.close();
      });
    });
  });
