import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BullMqJobQueue, type BullMqOptions } from '../../src/drivers/job-queue/bullmq/bullmq.js';
import { jobId, type Job } from '../../src/drivers/job-queue/port.js';
import { eventually } from '../support/eventually.js';
import { JobRecorder } from '../support/job-recorder.js';
import { RedisServer } from '../support/redis-server.js';
import { describeWith } from '../support/test-setup.js';
import { jobQueueContract } from './job-queue.contract.js';

const newJob = (more: Partial<Job> = {}): Job => ({
  operation: 'backup',
  step: 'transfer',
  aggregateId: randomUUID(),
  ...more,
});

describeWith('redis', 'BullMQ over a Redis server', () => {
  let redis: RedisServer;
  let name: string;
  let opened: BullMqJobQueue[];
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.remove());
  beforeEach(() => {
    name = `test-${randomUUID()}`;
    opened = [];
  });
  afterEach(() => Promise.all(opened.map((queue) => queue.close(0))));

  const open = (more: Partial<BullMqOptions> = {}): BullMqJobQueue => {
    const queue = new BullMqJobQueue({
      url: redis.url,
      name,
      host: 'here',
      lockMs: 300,
      onHandlerError: () => undefined,
      warn: () => undefined,
      ...more,
    });
    opened.push(queue);
    return queue;
  };
  /** One process with a worker. */
  const node = (more: Partial<BullMqOptions> = {}): { queue: BullMqJobQueue; recorder: JobRecorder } => {
    const [queue, recorder] = [open(more), new JobRecorder()];
    queue.process(recorder.handler, 0);
    return { queue, recorder };
  };

  jobQueueContract('bullmq', async (onHandlerError) => open({ onHandlerError, lockMs: 30_000 }));

  it('hands each job to one process only', async () => {
    const nodes = [node(), node()];
    const jobs = Array.from({ length: 20 }, () => newJob());
    for (const job of jobs) await nodes[0]?.queue.enqueue(job);
    const started = (): string[] => nodes.flatMap(({ recorder }) => recorder.started);
    await eventually(() => expect(started().sort()).toEqual(jobs.map(jobId).sort()));
    for (const { recorder } of nodes) for (const run of recorder.running.values()) run.end();
  });

  it('keeps two jobs of one operation apart, also in two processes', async () => {
    const nodes = [node(), node()];
    const first = newJob();
    const second = { ...first, step: 'finish' };
    const busy = (): number => nodes.reduce((sum, { recorder }) => sum + recorder.running.size, 0);
    await nodes[0]?.queue.enqueue(first);
    await eventually(() => expect(busy()).toBe(1));
    await nodes[1]?.queue.enqueue(second);
    await sleep(500);
    expect(busy()).toBe(1);
    for (const { recorder } of nodes) for (const run of recorder.running.values()) run.end();
    await eventually(() =>
      expect(nodes.flatMap(({ recorder }) => recorder.started)).toContain(jobId(second)),
    );
  });

  it('gives a job that names a host to that host', async () => {
    const [here, there] = [node({ host: 'here' }), node({ host: 'the:re' })];
    const pinned = newJob({ host: 'the:re' });
    await here.queue.enqueue(pinned);
    await eventually(() => expect(there.recorder.jobs).toEqual([pinned]));
    const lost = newJob({ host: 'nowhere' });
    await here.queue.enqueue(lost);
    await sleep(200);
    expect([...here.recorder.started, ...there.recorder.started]).toEqual([jobId(pinned)]);
    expect(await here.queue.pending()).toContain(jobId(lost));
  });

  it('hands over what it was doing when it closes', async () => {
    const first = node();
    const job = newJob();
    await first.queue.enqueue(job);
    await eventually(() => expect(first.recorder.started).toEqual([jobId(job)]));
    const second = node();
    const run = first.recorder.run(job);
    const closing = first.queue.close(10_000);
    await eventually(() => expect(run.signal.aborted).toBe(true));
    run.end();
    await closing;
    await eventually(() => expect(second.recorder.started).toEqual([jobId(job)]));
  });

  it('goes on after FLUSHALL: what runs is not disturbed, and what comes is taken', async () => {
    const { queue, recorder } = node();
    const [running, next] = [newJob(), newJob()];
    await queue.enqueue(running);
    await eventually(() => expect(recorder.running.size).toBe(1));
    await redis.command('FLUSHALL');
    await sleep(1000);
    expect(recorder.run(running).signal.aborted).toBe(false);
    await queue.enqueue(next);
    await eventually(() => expect(recorder.started).toEqual([jobId(running), jobId(next)]));
    recorder.end(running);
    recorder.end(next);
    await eventually(async () => expect(await queue.pending()).toEqual([]));
  });

  it('survives a server that dies and comes back empty', async () => {
    const warnings: string[] = [];
    const { queue, recorder } = node({ warn: (message) => warnings.push(message) });
    const job = newJob();
    await queue.enqueue(job);
    await eventually(() => expect(recorder.running.size).toBe(1));
    const { signal } = recorder.run(job);
    await redis.kill();
    await eventually(() => expect(signal.aborted).toBe(true));
    recorder.end(job);
    await redis.restart();
    await queue.enqueue(job);
    await eventually(() => expect(recorder.started).toEqual([jobId(job), jobId(job)]), 20_000);
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.length).toBeLessThan(5);
    recorder.end(job);
  });
});
