import { event, type EventOf } from '../shared/event.js';
import { nullable, record, text } from '../shared/schema.js';

/** A message to the users of a project about an operation that failed (spec/backup-workflow.md section 8). */
export const messageEvents = {
  UserMessageRaised: event(
    'UserMessageRaised',
    1,
    record({
      message_id: text,
      project_id: text,
      /** `VOLUME_<resource type>_<action>_<detail>` */
      event_id: text,
      action_id: text,
      detail_id: text,
      resource_type: text,
      resource_uuid: text,
      message_level: text,
      request_id: nullable(text),
      expires_at: text,
    }),
  ),
  UserMessageDeleted: event('UserMessageDeleted', 1, record({})),
} as const;

export type MessageEvent = EventOf<typeof messageEvents>;
