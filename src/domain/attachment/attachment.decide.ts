import { attachmentNotFound } from '../shared/errors.js';
import type { AttachmentEvent } from './attachment.events.js';
import type { AttachmentState } from './attachment.state.js';

type Data<T extends AttachmentEvent['type']> = Extract<AttachmentEvent, { type: T }>['data'];
export type AttachmentToCreate = Data<'AttachmentRequested'>;

/** One that is being taken down is as good as gone for everybody but the deletion itself. */
export const existingAttachment = (state: AttachmentState | null, id: string): AttachmentState => {
  if (state === null || state.deleted_at !== null) throw attachmentNotFound(id);
  return state;
};

export const requestAttachment = (attachment: AttachmentToCreate): AttachmentEvent[] => [
  { type: 'AttachmentRequested', data: attachment },
];

export const abandonAttachment = (reason: string): AttachmentEvent[] => [
  { type: 'AttachmentAbandoned', data: { reason } },
];

/** A connector may be given again, and changes the connection. */
export const recordConnection = (
  state: AttachmentState | null,
  id: string,
  connection: Data<'AttachmentConnected'>,
): AttachmentEvent[] => {
  if (existingAttachment(state, id).deleting) throw attachmentNotFound(id);
  return [{ type: 'AttachmentConnected', data: connection }];
};

/** os-complete looks at no status (spec/api-core.md 4.1). */
export const recordCompletion = (state: AttachmentState | null, id: string): AttachmentEvent[] => {
  const attachment = existingAttachment(state, id);
  if (attachment.deleting) throw attachmentNotFound(id);
  return attachment.attach_status === 'attached' ? [] : [{ type: 'AttachmentCompleted', data: {} }];
};

export const requestDelete = (state: AttachmentState | null, id: string): AttachmentEvent[] =>
  existingAttachment(state, id).deleting ? [] : [{ type: 'AttachmentDeletionRequested', data: {} }];

export const completeDelete = (state: AttachmentState | null): AttachmentEvent[] =>
  state === null || state.deleted_at !== null ? [] : [{ type: 'AttachmentDeleted', data: {} }];
