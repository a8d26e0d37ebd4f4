import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import type { IdGenerator } from '../../domain/shared/clock.js';
import { DomainError } from '../../domain/shared/errors.js';
import { AlreadyExists } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { KeyedMutex } from '../keyed-mutex.js';
import { QuotaLedger } from '../quota-ledger.js';
import { IDS } from '../tokens.js';
import type { Answers } from './earlier-answers.js';
import { EarlierRequests } from './earlier-requests.js';
import { idsOfKey, type IdOf, type RequestKind } from './key-ids.js';
import { stillAtWork, TakenByTwin } from './refusals.js';

/** How long a request waits for another one with its key. */
const patienceMs = 5_000;
const shortestPauseMs = 10;
const longestPauseMs = 250;

interface Attempt<T> {
  /** Does the work under these ids, and new ones where twins need not agree. Everything it takes before the point of no return it gives back when it fails. */
  readonly make: (idOf: IdOf, newId: () => string) => Promise<T>;
  /** True while a twin holds the first thing that {@link make} takes; default: the quota of what is made. */
  readonly isTaken?: (idOf: IdOf) => Promise<boolean>;
}

/**
 * One request for one key, from however many processes it is sent. Twins work under the same ids; the first thing each of them
 * takes, a reservation or a lock, is taken by one alone and given back last, so it tells who may go on. The others wait for the
 * first event of what is made, and answer from it.
 */
@Injectable()
export class OncePerKey {
  private readonly mutex = new KeyedMutex();
  private readonly newId = (): string => this.ids.next();

  constructor(
    private readonly requests: EarlierRequests,
    private readonly quotas: QuotaLedger,
    @Inject(IDS) private readonly ids: IdGenerator,
  ) {}

  /** @throws KeyUsedBefore, ResourceConflict when a twin is still at work after a few seconds, and what `make` throws */
  async run<K extends RequestKind>(
    context: CommandContext,
    kind: K,
    attempt: Attempt<Answers[K]>,
  ): Promise<Answers[K]> {
    if (context.idempotency === undefined) return attempt.make(this.newId, this.newId);
    return this.mutex.run(idsOfKey(context, kind, 0)(kind), () => this.untilMade(context, kind, attempt));
  }

  private async untilMade<K extends RequestKind>(
    context: CommandContext,
    kind: K,
    attempt: Attempt<Answers[K]>,
  ): Promise<Answers[K]> {
    const patientUntil = performance.now() + patienceMs;
    for (let pauseMs = shortestPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      const { idOf, earlier } = await this.requests.find(context, kind);
      if (earlier !== null) return earlier;
      try {
        return await attempt.make(idOf, this.newId);
      } catch (error) {
        if (!isTwins(error)) await this.unlessTwins(context, kind, { ...attempt, idOf, error });
      }
      if (performance.now() > patientUntil) throw stillAtWork();
      await sleep(pauseMs);
    }
  }

  /**
   * What a request is refused for may be its twin's doing: the volume is being backed up, by the very same backup. The
   * twin's hold is looked at first: once it is gone, the twin's event is there, or the twin was refused too.
   */
  private async unlessTwins<K extends RequestKind>(
    context: CommandContext,
    kind: K,
    { isTaken, idOf, error }: Attempt<Answers[K]> & { readonly idOf: IdOf; readonly error: unknown },
  ): Promise<void> {
    if (!(error instanceof DomainError)) throw error;
    const reserved = reservationFor.create(idOf(kind === 'restore' ? 'volume' : kind));
    const taken =
      isTaken === undefined
        ? await this.quotas.holds(context.actor.project_id ?? '', reserved)
        : await isTaken(idOf);
    if (!taken && (await this.requests.find(context, kind)).earlier === null) throw error;
  }
}

const isTwins = (error: unknown): boolean => error instanceof TakenByTwin || error instanceof AlreadyExists;
