import { event, type EventOf } from '../shared/event.js';
import { flag, listOf, nullable, record, text } from '../shared/schema.js';

/** The stream `transfer-<id>`: a volume that is offered to whoever has the key. */
export const transferEvents = {
  TransferRequested: event(
    'TransferRequested',
    1,
    record({
      transfer_id: text,
      volume_id: text,
      /** Who gives. */
      project_id: text,
      user_id: text,
      display_name: nullable(text),
      /** True: the volume goes without its snapshots. */
      no_snapshots: flag,
      salt: text,
      /** HMAC of the key; the key itself was told once, and nobody keeps it. */
      key_hash: text,
    }),
  ),
  /** The request died before it was recorded; the id can never be used. */
  TransferAbandoned: event('TransferAbandoned', 1, record({ reason: text })),
  /** Of all who have the key this one gets the volume. */
  TransferAcceptRequested: event(
    'TransferAcceptRequested',
    1,
    record({
      /** Names the request: its reservations, and what it moved. */
      acceptance: text,
      project_id: text,
      user_id: text,
      snapshot_ids: listOf(text),
    }),
  ),
  /** Somebody took the volume away; nothing was moved. */
  TransferAcceptFailed: event('TransferAcceptFailed', 1, record({ reason: text })),
  TransferAccepted: event('TransferAccepted', 1, record({})),
  TransferDeletionRequested: event('TransferDeletionRequested', 1, record({})),
  TransferDeleted: event('TransferDeleted', 1, record({})),
} as const;

export type TransferEvent = EventOf<typeof transferEvents>;
