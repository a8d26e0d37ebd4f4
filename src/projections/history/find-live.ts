import type { AnyEvent } from '../../domain/shared/event.js';
import type { ReadModel } from '../store/read-model.js';
import type { Table } from '../store/table.js';
import type { EventHistory } from './event-history.js';

/**
 * One aggregate by its id: its row, or its stream when there is no row yet (written by another process a moment ago, or
 * the read model is being built). Null when there is none or it was deleted.
 */
export const findLive = async <S extends { readonly deleted_at: string | null }, E extends AnyEvent>(
  { model, history }: { readonly model: ReadModel; readonly history: EventHistory },
  { name, aggregate }: Table<S, E>,
  id: string,
): Promise<S | null> => {
  const row = model.get(`SELECT state FROM ${name} WHERE id = ?`, [id]);
  const state: S | null =
    row === undefined ? await history.fold(aggregate, id) : JSON.parse(String(row['state']));
  return state === null || state.deleted_at !== null ? null : state;
};
