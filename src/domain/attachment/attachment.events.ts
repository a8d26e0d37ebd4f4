import { event, type EventOf } from '../shared/event.js';
import { nullable, oneOf, record, text } from '../shared/schema.js';

/**
 * One attachment of a volume to a server or a host (spec/api-core.md section 4). What the volume makes of it is told by the
 * volume's own stream, which is written first: its rules decide. Connection info holds credentials and is never recorded.
 */
export const attachmentEvents = {
  AttachmentRequested: event(
    'AttachmentRequested',
    1,
    record({
      attachment_id: text,
      volume_id: text,
      /** The volume's. */
      project_id: text,
      user_id: text,
      instance_uuid: nullable(text),
      attached_host: nullable(text),
      mountpoint: nullable(text),
      attach_mode: nullable(text),
      /** `attached`: by os-attach, which has no later steps. */
      attach_status: oneOf('reserved', 'attached'),
    }),
  ),
  /** The request died before it was recorded; the id can never be used. */
  AttachmentAbandoned: event('AttachmentAbandoned', 1, record({ reason: text })),
  AttachmentConnected: event(
    'AttachmentConnected',
    1,
    record({
      attached_host: nullable(text),
      mountpoint: nullable(text),
      attach_mode: text,
      driver_volume_type: text,
    }),
  ),
  AttachmentCompleted: event('AttachmentCompleted', 1, record({})),
  AttachmentDeletionRequested: event('AttachmentDeletionRequested', 1, record({})),
  AttachmentDeleted: event('AttachmentDeleted', 1, record({})),
} as const;

export type AttachmentEvent = EventOf<typeof attachmentEvents>;
