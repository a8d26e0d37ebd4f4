import { Logger } from '@nestjs/common';
import { hostOf } from '../domain/process/host-of.js';
import { isOperationKind, type OperationKind } from '../domain/shared/claim.js';
import type { AnyEvent } from '../domain/shared/event.js';
import { StepNotDue } from '../domain/shared/step-not-due.js';
import { AttemptDisturbed } from '../drivers/backup/port.js';
import type { Job } from '../drivers/job-queue/port.js';
import type { AggregateStore, Loaded } from './aggregate-store.js';
import { AttachFailed } from './device-attachment.js';
import { failureText, isPassing } from './failure.js';
import { laneOf, type Lanes } from './lanes.js';
import { operationContext } from './operation-context.js';
import type { CommandSettings } from './settings.js';
import type { Operation, operations } from './operations.js';

/** Carries out jobs: reads the state, runs the step that is due, and goes on while the next one belongs to its lane. */
export class Worker {
  private readonly logger = new Logger(Worker.name);
  /** What ends the data step that runs for an aggregate. */
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly store: AggregateStore,
    private readonly known: ReturnType<typeof operations>,
    private readonly lanes: Lanes,
    private readonly settings: Pick<CommandSettings, 'host' | 'maxOperations'>,
  ) {}

  start(): void {
    this.lanes.data.process((job, signal) => this.run(job, signal), this.settings.maxOperations);
    this.lanes.control.process((job, signal) => this.run(job, signal), 0);
  }

  /**
   * The operation was cancelled: its running data step stops now. Without this word it would find out by itself, at its
   * next append.
   */
  stopData(operation: OperationKind, id: string): void {
    this.running.get(`${operation} ${id}`)?.abort(new StepNotDue(`${operation} ${id} is being cancelled`));
  }

  private async run(job: Job, signal: AbortSignal): Promise<void> {
    if (!isOperationKind(job.operation)) throw new Error(`no such operation: ${job.operation}`);
    // Each kind has its own states; which belong together is the table's word.
    const known = this.known[job.operation] as unknown as Operation<unknown, AnyEvent, string>;
    await this.runAll(known, job, job.aggregateId, signal);
  }

  private async runAll<S, E extends AnyEvent, N extends string>(
    operation: Operation<S, E, N>,
    job: Job,
    id: string,
    signal: AbortSignal,
  ): Promise<void> {
    let ranAt: bigint | null = null;
    while (!signal.aborted) {
      const loaded = await this.store.load(operation.aggregate, id);
      const step = loaded.state === null ? null : operation.nextStep(loaded.state);
      // A step that changed nothing waits for something else: an event or the reconciler will wake it.
      if (step === null || loaded.revision === ranAt) return;
      const host = hostOf(job.operation as OperationKind, loaded.state);
      if (laneOf({ step }) !== laneOf(job) || (host ?? this.settings.host) !== this.settings.host) {
        return this.handOver({
          operation: job.operation,
          aggregateId: id,
          step,
          ...(host === null ? {} : { host }),
        });
      }
      ranAt = loaded.revision;
      await this.runOne(operation, step, id, loaded, signal);
    }
  }

  private handOver(job: Job): Promise<void> {
    return this.lanes[laneOf(job)].enqueue(job);
  }

  private async runOne<S, E extends AnyEvent, N extends string>(
    operation: Operation<S, E, N>,
    step: N,
    id: string,
    { state, revision, operation: begun }: Loaded<S>,
    signal: AbortSignal,
  ): Promise<void> {
    if (state === null) return;
    const context = operationContext(begun, 'worker', `${step}.${id}.${revision}`);
    const subject = `${operation.aggregate.category} ${id}`;
    const cancel = new AbortController();
    if (laneOf({ step }) === 'data') this.running.set(subject, cancel);
    try {
      const either = AbortSignal.any([signal, cancel.signal]);
      await operation.steps[step]({ id, state, context, signal: either });
    } catch (error) {
      // What is still due after that is begun anew.
      if (error instanceof StepNotDue || error instanceof AttemptDisturbed) return;
      const fail = operation.failures[step];
      if (fail === null || signal.aborted || isPassing(error)) throw error;
      const reason = failureText(error);
      this.logger.error(`${subject}: ${step} failed: ${reason}`);
      // Somebody else may have done the step meanwhile: then its failure here is that of a worker who came late.
      await this.store.execute(operation.aggregate, id, context, (now) =>
        now !== null && operation.nextStep(now) === step
          ? fail(now, id, reason, error instanceof AttachFailed ? 'attach' : step)
          : [],
      );
    } finally {
      if (this.running.get(subject) === cancel) this.running.delete(subject);
    }
  }
}
