import { setTimeout as sleep } from 'node:timers/promises';
import {
  comparePositions,
  type EventLog,
  type LogPosition,
  type RecordedEvent,
} from '../../drivers/event-log/port.js';
import type { ReadModel } from '../store/read-model.js';
import { isDamaged } from '../store/sqlite-errors.js';
import { inBatches, type Batching } from './in-batches.js';
import { isSameLog } from './is-same-log.js';
import { PositionWaiters } from './position-waiters.js';
import { SharedAnswer } from './shared-answer.js';
import type { ProjectionHealth, ProjectionPhase } from './projection-health.js';
import { PoisonedEvent, type Change, type Projector } from './projector.js';

/** At most so many events at once, so that a request never waits long for the event loop. */
const batchSize = 512;
/** Until the rows have caught up nobody waits for a single event: large transactions count more. */
const catchUpSize = 16_384;
/** Events of streams without rows move the stored checkpoint only now and then. */
const unstoredLimit = 4096;
const retryFirstMs = 50;
const retryMostMs = 5000;

export interface RunnerLog {
  warn(message: string): void;
  error(message: string): void;
}

/** A change, and whether it is news or happened before the rows had caught up with the log. */
export type ChangeListener = (change: Change & { readonly live: boolean }) => void;

/**
 * Keeps the read models up to date: one subscription to the whole log, batch by batch. It takes every stream, not only
 * those that have rows, because the log's head may be any event and `catchUp` must be able to pass it.
 */
export class ProjectionRunner {
  private readonly waiters = new PositionWaiters();
  private readonly heads: SharedAnswer<LogPosition | undefined>;
  private readonly listeners = new Set<ChangeListener>();
  private readonly whenLive = Promise.withResolvers<void>();
  private readonly batching: Batching<RecordedEvent | 'caughtUp'> = {
    max: batchSize,
    isLast: (item) => item === 'caughtUp',
  };
  private phase: ProjectionPhase = 'stopped';
  private ready = false;
  private position: LogPosition | undefined;
  private newest: Date | null = null;
  private unstored = 0;
  private failure: string | null = null;
  private damaged = false;
  /** A large transaction failed: the small ones find out which event it was. */
  private careful = false;
  private running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;

  constructor(
    private readonly eventLog: EventLog,
    private readonly model: ReadModel,
    private readonly projector: Projector,
    private readonly log: RunnerLog,
  ) {
    this.heads = new SharedAnswer(() => eventLog.head());
    this.whenLive.promise.catch(() => undefined);
  }

  start(): void {
    if (this.running !== null) return;
    const abort = new AbortController();
    this.phase = 'catchingUp';
    this.running = { abort, done: this.run(abort.signal) };
  }

  /** Resolves when no event is being handled any more. */
  async stop(): Promise<void> {
    this.running?.abort.abort();
    await this.running?.done;
    this.running = null;
    if (this.phase !== 'poisoned') this.phase = 'stopped';
    this.endWaiting('the projections were stopped');
  }

  /**
   * Resolves when the rows have caught up with the log for the first time. Whoever acts on changes looks at all rows then,
   * and from then on at changes that are `live`.
   * @throws Error when that will never be: stopped, or an event that cannot be projected
   */
  untilReady(): Promise<void> {
    return this.whenLive.promise;
  }

  /** Calls `listener` after each batch for each aggregate that it changed. Returns what ends that. */
  onChanged(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** True as soon as everything up to `position` is in the rows; false when that takes longer than `timeoutMs`. */
  async waitFor(position: LogPosition, timeoutMs = 2000): Promise<boolean> {
    if (this.position !== undefined && comparePositions(position, this.position) <= 0) return true;
    if (this.phase === 'poisoned' || this.phase === 'stopped') return false;
    return this.waiters.wait(position, timeoutMs);
  }

  /**
   * True when the rows contain everything the log had at the moment of the call; false when the log does not answer or
   * the rows do not get there within `timeoutMs`. Then they are what they are: older than the log.
   */
  async catchUp(timeoutMs = 2000): Promise<boolean> {
    const end = Date.now() + timeoutMs;
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), timeoutMs);
    try {
      const head = await Promise.race([this.heads.next(), late.promise]);
      if (head === 'late') return false;
      return head === undefined || (await this.waitFor(head, Math.max(0, end - Date.now())));
    } catch (error) {
      this.log.warn(`the log's head cannot be read, lists may be behind: ${textOf(error)}`);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  health(): ProjectionHealth {
    const { phase, ready, position, newest } = this;
    return {
      ok: phase === 'live' || phase === 'catchingUp',
      ready,
      phase,
      checkpoint:
        position === undefined
          ? null
          : { commit: String(position.commit), prepare: String(position.prepare) },
      lagMs: phase === 'live' || newest === null ? 0 : Math.max(0, Date.now() - newest.getTime()),
      error: this.failure,
    };
  }

  private async run(signal: AbortSignal): Promise<void> {
    let pause = retryFirstMs;
    while (!signal.aborted) {
      try {
        await this.resume();
        await this.follow(signal, () => {
          pause = retryFirstMs;
        });
        this.commitGathered();
        if (!signal.aborted) throw new Error('the subscription ended by itself');
      } catch (error) {
        if (signal.aborted) return;
        this.keepGathered();
        if (error instanceof PoisonedEvent) return this.giveUp(error);
        this.retryAfter(error, pause);
        await sleep(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(pause * 2, retryMostMs);
      }
    }
  }

  /** Finds where the rows are. Rows that were made from another log are thrown away. */
  private async resume(): Promise<void> {
    if (this.damaged) this.startOver('the read model file is damaged');
    if (this.position !== undefined) return;
    const checkpoint = this.projector.checkpoint();
    if (checkpoint === null) return;
    if (await isSameLog(this.eventLog, checkpoint)) {
      this.position = checkpoint.position;
      return;
    }
    this.startOver('the read model was made from another event log');
  }

  private startOver(reason: string): void {
    this.log.warn(`${reason}; it is built again`);
    this.position = undefined;
    this.ready = false;
    this.model.startOver();
    this.damaged = false;
  }

  private async follow(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const attempt = new AbortController();
    const subscription = this.eventLog.subscribe({
      after: this.position,
      signal: AbortSignal.any([signal, attempt.signal]),
    });
    for await (const batch of inBatches(subscription, this.batching)) {
      if (signal.aborted) return;
      try {
        await this.handle(batch, signal);
      } catch (error) {
        attempt.abort();
        throw error;
      }
      onProgress();
    }
  }

  private async handle(batch: readonly (RecordedEvent | 'caughtUp')[], signal: AbortSignal): Promise<void> {
    const events = batch.filter((item) => item !== 'caughtUp');
    const isLast = batch.includes('caughtUp');
    if (this.ready || this.careful) this.project(events);
    else this.gather(events, isLast);
    if (isLast && !this.ready) await this.model.settle(signal);
    if (signal.aborted) return;
    if (this.phase === 'retrying') this.phase = this.ready ? 'live' : 'catchingUp';
    this.failure = null;
    if (!isLast) return;
    this.phase = 'live';
    this.ready = true;
    this.careful = false;
    this.whenLive.resolve();
  }

  /** Events of the past: folded as they come, written when there are many of them. */
  private gather(events: readonly RecordedEvent[], isLast: boolean): void {
    try {
      this.projector.gather(events);
    } catch (error) {
      // What lies before a poisoned event is good and is kept.
      this.commitGathered();
      throw error;
    }
    if (isLast) return this.commitGathered();
    if (this.projector.waiting < catchUpSize) return;
    this.model.hurry(this.position === undefined);
    this.commitGathered();
  }

  /** After a failure: the next try begins behind what is kept. */
  private keepGathered(): void {
    try {
      this.commitGathered();
    } catch {
      // It was the commit that failed.
    }
    this.projector.discard();
  }

  private commitGathered(): void {
    try {
      const committed = this.projector.commit();
      if (committed !== null) this.reached(committed.last, committed.changes);
    } catch (error) {
      this.careful = true;
      throw error instanceof PoisonedEvent ? new Error(error.message, { cause: error }) : error;
    }
  }

  private project(events: readonly RecordedEvent[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    this.unstored += events.length;
    const isStored = this.unstored > unstoredLimit || events.some((event) => this.projector.concerns(event));
    const changes = isStored ? this.applyUpToPoison(events) : [];
    if (isStored) this.unstored = 0;
    this.reached(last, changes);
  }

  private reached(last: RecordedEvent, changes: readonly Change[]): void {
    for (const change of changes) this.announce(change);
    this.position = last.position;
    this.newest = last.created;
    this.waiters.reached(last.position);
  }

  /** What lies before a poisoned event is good and is kept. */
  private applyUpToPoison(events: readonly RecordedEvent[]): readonly Change[] {
    try {
      return this.projector.apply(events);
    } catch (error) {
      if (error instanceof PoisonedEvent) this.project(events.slice(0, events.indexOf(error.event)));
      throw error;
    }
  }

  private announce(change: Change): void {
    for (const listener of this.listeners) {
      try {
        listener({ ...change, live: this.ready });
      } catch (error) {
        this.log.error(`a listener failed on ${change.category}-${change.id}: ${textOf(error)}`);
      }
    }
  }

  private retryAfter(error: unknown, pause: number): void {
    this.phase = 'retrying';
    this.failure = textOf(error);
    this.log.warn(`projections stopped and go on in ${pause} ms: ${this.failure}`);
    this.damaged ||= isDamaged(error);
  }

  private giveUp(error: PoisonedEvent): void {
    this.phase = 'poisoned';
    this.failure = error.message;
    this.log.error(`projections stopped for good: ${error.message}`);
    this.endWaiting(error.message);
  }

  private endWaiting(reason: string): void {
    this.waiters.giveUp();
    this.whenLive.reject(new Error(reason));
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
