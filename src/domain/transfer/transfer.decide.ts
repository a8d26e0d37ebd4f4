import { DomainError, transferNotFound } from '../shared/errors.js';
import type { TransferEvent } from './transfer.events.js';
import type { Acceptance, TransferState } from './transfer.state.js';

type Data<T extends TransferEvent['type']> = Extract<TransferEvent, { type: T }>['data'];
export type TransferToCreate = Data<'TransferRequested'>;

export const requestTransfer = (transfer: TransferToCreate): TransferEvent[] => [
  { type: 'TransferRequested', data: transfer },
];

export const abandonTransfer = (reason: string): TransferEvent[] => [
  { type: 'TransferAbandoned', data: { reason } },
];

/** A transfer that somebody is about to get, or that is being deleted, is gone for everybody else. */
export const pendingTransfer = (state: TransferState | null, id: string): TransferState => {
  if (state === null || state.phase !== 'pending') throw transferNotFound(id);
  return state;
};

/** @throws InvalidAuthKey (spec/api-core.md 5.7) */
export const checkKey = (transfer: TransferState, keyHash: string): void => {
  if (transfer.key_hash === keyHash) return;
  throw new DomainError(
    'InvalidAuthKey',
    `Invalid auth key: Attempt to transfer ${transfer.id} with invalid auth key.`,
  );
};

/** The one decision about who gets the volume. */
export const requestAccept = (
  state: TransferState | null,
  id: string,
  acceptance: Acceptance,
): TransferEvent[] => {
  pendingTransfer(state, id);
  return [{ type: 'TransferAcceptRequested', data: acceptance }];
};

/** Nothing happens unless that acceptance is under way. */
const whileAccepting = (
  state: TransferState | null,
  acceptance: string,
  event: TransferEvent,
): TransferEvent[] =>
  state?.phase === 'accepting' && state.accepted_by?.acceptance === acceptance ? [event] : [];

export const completeAccept = (state: TransferState | null, acceptance: string): TransferEvent[] =>
  whileAccepting(state, acceptance, { type: 'TransferAccepted', data: {} });

export const failAccept = (
  state: TransferState | null,
  acceptance: string,
  reason: string,
): TransferEvent[] => whileAccepting(state, acceptance, { type: 'TransferAcceptFailed', data: { reason } });

export const requestDelete = (state: TransferState | null, id: string): TransferEvent[] => {
  pendingTransfer(state, id);
  return [{ type: 'TransferDeletionRequested', data: {} }];
};

export const completeDelete = (state: TransferState | null): TransferEvent[] =>
  state?.phase === 'deleting' ? [{ type: 'TransferDeleted', data: {} }] : [];
