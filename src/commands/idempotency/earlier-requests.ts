import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../domain/shared/clock.js';
import { streamOf } from '../../domain/shared/event.js';
import type { EventLog, RecordedEvent } from '../../drivers/event-log/port.js';
import type { CommandContext } from '../command-context.js';
import { CLOCK, EVENT_LOG } from '../tokens.js';
import { EarlierAnswers, type Answers } from './earlier-answers.js';
import { idsOfKey, type IdOf, type RequestKind } from './key-ids.js';
import { KeyUsedBefore } from './refusals.js';

/** How long a key means the same request. */
export const keysLiveMs = 24 * 3_600_000;

export interface Found<K extends RequestKind> {
  /** The ids of the generation that counts now. */
  readonly idOf: IdOf;
  /** Null: no request with this key is recorded. */
  readonly earlier: Answers[K] | null;
}

/** The streams that a request of each kind may begin. A restore to a new volume begins with the volume. */
const begun: Readonly<Record<RequestKind, readonly RequestKind[]>> = {
  backup: ['backup'],
  volume: ['volume'],
  snapshot: ['snapshot'],
  restore: ['restore', 'volume'],
};

const requesting = new Set([
  'BackupRequested',
  'VolumeCreateRequested',
  'SnapshotCreateRequested',
  'RestoreRequested',
]);

/** The digest of the request that began the stream; null when no request with a key did, such as when it was given up. */
const digestOf = ({ type, metadata }: RecordedEvent): string | null => {
  const { request } = (metadata['idempotency'] ?? {}) as { readonly request?: unknown };
  return requesting.has(type) && typeof request === 'string' ? request : null;
};

/** Finds what an earlier request with the same key has made. The log alone tells, so all processes find the same. */
@Injectable()
export class EarlierRequests {
  constructor(
    private readonly answers: EarlierAnswers,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws KeyUsedBefore */
  async find<K extends RequestKind>(context: CommandContext, kind: K): Promise<Found<K>> {
    for (let generation = 1; ; generation++) {
      const idOf = idsOfKey(context, kind, generation);
      const firsts = await Promise.all(begun[kind].map((made) => this.first(streamOf(made, idOf(made)))));
      const there = firsts.filter((event) => event !== undefined);
      if (there.length === 0) return { idOf, earlier: null };
      const first = there.find((event) => this.lives(event));
      if (first === undefined) continue;
      if (digestOf(first) !== context.idempotency?.request) throw new KeyUsedBefore();
      return { idOf, earlier: await this.answers.of(context, kind, first) };
    }
  }

  private lives(event: RecordedEvent): boolean {
    return digestOf(event) !== null && this.clock.now().getTime() - event.created.getTime() < keysLiveMs;
  }

  private async first(stream: string): Promise<RecordedEvent | undefined> {
    for await (const event of this.log.readStream(stream, { maxCount: 1 })) return event;
    return undefined;
  }
}
