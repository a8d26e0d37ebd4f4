import type { AnyEvent } from '../../domain/shared/event.js';
import type { ReadModel } from '../store/read-model.js';
import type { Table } from '../store/table.js';
import type { EventHistory } from './event-history.js';

/** Single aggregates that were not deleted. */
export class LiveAggregates {
  constructor(
    private readonly model: ReadModel,
    private readonly history: EventHistory,
  ) {}

  /**
   * By its row, or by its stream when there is no row yet (written by another process a moment ago, or the read model is
   * being built). Null when there is none or it was deleted.
   */
  async find<S extends { readonly deleted_at: string | null }, E extends AnyEvent>(
    { name, aggregate }: Table<S, E>,
    id: string,
  ): Promise<S | null> {
    const row = this.model.state(name, id) as S | undefined;
    const state = row ?? (await this.history.fold(aggregate, id));
    return state === null || state.deleted_at !== null ? null : state;
  }
}
