import type { Aggregate, Recorded } from '../shared/event.js';
import { attachmentEvents, type AttachmentEvent } from './attachment.events.js';

/** An attachment as its events tell it; member names are Cinder's columns where Cinder has one. */
export interface AttachmentState {
  readonly id: string;
  readonly volume_id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly instance_uuid: string | null;
  readonly attached_host: string | null;
  readonly mountpoint: string | null;
  /** `rw`, `ro`; null until somebody says. */
  readonly attach_mode: string | null;
  readonly attach_status: string;
  readonly attach_time: string | null;
  /** How the backend is reached; null until a connector was given. */
  readonly driver_volume_type: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  /** True while the connection is being taken down. */
  readonly deleting: boolean;
  readonly deleted_at: string | null;
}

type Born = Exclude<AttachmentEvent, { type: 'AttachmentRequested' | 'AttachmentAbandoned' }>;

const changes = (event: Recorded<Born>): Partial<AttachmentState> => {
  switch (event.type) {
    case 'AttachmentConnected':
      return { ...event.data, attach_status: 'attaching', attach_time: event.at };
    case 'AttachmentCompleted':
      return { attach_status: 'attached' };
    case 'AttachmentDeletionRequested':
      return { deleting: true };
    case 'AttachmentDeleted':
      return { attach_status: 'detached', deleting: false, deleted_at: event.at };
  }
};

export const evolveAttachment = (
  state: AttachmentState | null,
  event: Recorded<AttachmentEvent>,
): AttachmentState | null => {
  if (event.type === 'AttachmentRequested') {
    const { attachment_id, ...data } = event.data;
    return {
      ...data,
      id: attachment_id,
      attach_time: data.attach_status === 'attached' ? event.at : null,
      driver_volume_type: null,
      created_at: event.at,
      updated_at: null,
      deleting: false,
      deleted_at: null,
    };
  }
  if (state === null || event.type === 'AttachmentAbandoned') return null;
  return { ...state, ...changes(event), updated_at: event.at };
};

export const attachmentAggregate: Aggregate<AttachmentState, AttachmentEvent> = {
  category: 'attachment',
  events: attachmentEvents,
  evolve: evolveAttachment,
};
