import { DelayedError, Queue, WaitingError, Worker, type Job as RedisJob } from 'bullmq';
import { Redis } from 'ioredis';
import { endedOrTimeout } from '../ended-or-timeout.js';
import { jobId, subjectOf, type Job, type JobQueue } from '../port.js';
import { Slots } from './slots.js';
import { SubjectLocks } from './subject-locks.js';

type Handler = (job: Job, signal: AbortSignal) => Promise<void>;

export interface BullMqOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Queues of the same name on the same Redis are one. */
  readonly name: string;
  /** This host: its worker also takes the jobs that name it. */
  readonly host: string;
  /** How long a job stays with a worker that gives no sign of life. */
  readonly lockMs: number;
  /** Hears of handlers that reject. */
  readonly onHandlerError: (job: Job, error: unknown) => void;
  /** Hears of trouble with Redis, which passes. */
  readonly warn: (message: string) => void;
}

const keyPrefix = 'emberlog';
/** BullMQ wants a number; nobody runs so many short jobs at once. */
const unlimited = 1000;
/** A job whose subject is busy is looked at again after this. */
const busyRetryMs = 200;
/** A Redis that is away must not hold up whoever enqueues: the reconciler asks again. */
const enqueueWithinMs = 5000;
const warnEveryMs = 10_000;

/**
 * Jobs on a Redis server, shared by any number of processes: one BullMQ queue for the jobs that anybody may run and one
 * for each host. A worker that dies is found out when its lock ends, and the job goes to another. Redis may lose
 * everything at any time: what was waiting is brought back by the reconciler, what runs goes on.
 */
export class BullMqJobQueue implements JobQueue {
  private readonly redis: Redis;
  private readonly locks: SubjectLocks;
  private readonly queues = new Map<string, Queue>();
  private workers: readonly Worker[] = [];
  private slots = new Slots(0);
  private readonly running = new Set<Promise<void>>();
  private readonly closing = new AbortController();
  private closed: Promise<void> | undefined;
  /** performance.now() of the last warning. */
  private warnedAt = -Infinity;

  constructor(private readonly options: BullMqOptions) {
    this.redis = new Redis(options.url, { maxRetriesPerRequest: null });
    this.redis.on('error', (error) => this.complain(error));
    this.locks = new SubjectLocks(this.redis, `${keyPrefix}:${options.name}`, options.lockMs);
  }

  async enqueue(job: Job): Promise<void> {
    if (this.closing.signal.aborted) return;
    // Finished jobs must go at once: a job that is still kept blocks a new one of its id, silently.
    const options = { jobId: jobId(job), removeOnComplete: true, removeOnFail: true };
    const added = this.queueOf(job.host).add(job.step, job, options);
    added.catch(() => undefined);
    let done = false;
    await endedOrTimeout([added.then(() => void (done = true))], enqueueWithinMs);
    if (!done) throw new Error('Redis does not answer');
  }

  process(handler: Handler, concurrency: number): void {
    if (this.workers.length > 0) throw new Error('this queue has a handler already');
    this.slots = new Slots(concurrency);
    this.workers = [undefined, this.options.host].map((host) => this.worker(host, handler, concurrency));
  }

  async pending(): Promise<readonly string[]> {
    const states = ['active', 'wait', 'delayed', 'prioritized'] as const;
    const queues = [this.queueOf(undefined), this.queueOf(this.options.host), ...this.queues.values()];
    const jobs = await Promise.all([...new Set(queues)].map((queue) => queue.getJobs([...states])));
    // A job may move from one list to the next while they are read.
    return [...new Set(jobs.flat().flatMap((job: RedisJob | undefined) => job?.id ?? []))];
  }

  close(graceMs = 10_000): Promise<void> {
    this.closed ??= this.shut(graceMs);
    return this.closed;
  }

  private async shut(graceMs: number): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.pause(true)));
    this.closing.abort();
    this.slots.close();
    await endedOrTimeout([...this.running], graceMs);
    const quiet = (error: unknown): void => this.options.warn(`closing the job queue: ${String(error)}`);
    const isUp = this.redis.status === 'ready';
    const force = !isUp || this.running.size > 0;
    const leave = [...this.workers.map((worker) => worker.close(force)), this.closeQueues()];
    await endedOrTimeout(
      leave.map((left) => left.catch(quiet)),
      isUp ? 5000 : 100,
    );
    this.redis.disconnect();
  }

  private async closeQueues(): Promise<void> {
    for (const queue of this.queues.values()) await queue.close();
  }

  private nameOf(host: string | undefined): string {
    return host === undefined ? this.options.name : `${this.options.name}@${encodeURIComponent(host)}`;
  }

  private queueOf(host: string | undefined): Queue {
    const name = this.nameOf(host);
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue(name, { connection: this.redis, prefix: keyPrefix });
    queue.on('error', (error) => this.complain(error));
    this.queues.set(name, queue);
    return queue;
  }

  private worker(host: string | undefined, handler: Handler, concurrency: number): Worker {
    const { lockMs } = this.options;
    const take = (job: RedisJob<Job>, token?: string): Promise<void> => this.take(job, token, handler);
    const worker = new Worker<Job>(this.nameOf(host), take, {
      connection: this.redis,
      prefix: keyPrefix,
      concurrency: concurrency === 0 ? unlimited : concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      runRetryDelay: 1000,
    });
    worker.on('error', (error) => this.complain(error));
    return worker;
  }

  /** One delivery. The job is put back when its subject is busy, or when this process leaves before it is done. */
  private async take(given: RedisJob<Job>, token: string | undefined, handler: Handler): Promise<void> {
    const lock = await this.locks.take(subjectOf(given.data));
    if (lock === null) {
      await given.moveToDelayed(Date.now() + busyRetryMs, token);
      throw new DelayedError();
    }
    try {
      if (await this.slots.take()) await this.runHere(given.data, handler, lock.lost);
    } finally {
      await lock.release().catch((error: unknown) => this.complain(error));
    }
    if (this.closing.signal.aborted) {
      await given.moveToWait(token);
      throw new WaitingError();
    }
  }

  private async runHere(job: Job, handler: Handler, lost: AbortSignal): Promise<void> {
    const run = this.run(job, handler, AbortSignal.any([this.closing.signal, lost]));
    this.running.add(run);
    await run;
    this.running.delete(run);
    this.slots.give();
  }

  private async run(job: Job, handler: Handler, signal: AbortSignal): Promise<void> {
    try {
      await handler(job, signal);
    } catch (error) {
      this.options.onHandlerError(job, error);
    }
  }

  /** A Redis that is away is told of now and then, not at every try of every connection to reach it. */
  private complain(error: unknown): void {
    const now = performance.now();
    if (now - this.warnedAt < warnEveryMs || this.closing.signal.aborted) return;
    this.warnedAt = now;
    this.options.warn(`Redis: ${error instanceof Error ? error.message : String(error)}`);
  }
}
