import { messageNotFound } from '../shared/errors.js';
import { toCinderTime } from '../shared/time.js';
import type { MessageEvent } from './message.events.js';
import type { MessageState } from './message.state.js';
import { resourceTypes, type MessageAction, type MessageDetail } from './message-texts.js';

/** Cinder's message_ttl. */
const lifetimeMs = 2_592_000_000;

export interface MessageToRaise {
  readonly message_id: string;
  readonly project_id: string;
  readonly action_id: MessageAction;
  readonly detail_id: MessageDetail;
  readonly resource_uuid: string;
  readonly request_id: string | null;
}

/** All are errors. Those about backups are of their type, also when they name a volume. */
export const raiseMessage = (message: MessageToRaise, now: Date): MessageEvent[] => [
  {
    type: 'UserMessageRaised',
    data: {
      ...message,
      event_id: `VOLUME_${resourceTypes[message.action_id]}_${message.action_id}_${message.detail_id}`,
      resource_type: resourceTypes[message.action_id],
      message_level: 'ERROR',
      expires_at: toCinderTime(new Date(now.getTime() + lifetimeMs)),
    },
  },
];

export const deleteMessage = (state: MessageState | null, id: string): MessageEvent[] => {
  if (state === null || state.deleted_at !== null) throw messageNotFound(id);
  return [{ type: 'UserMessageDeleted', data: {} }];
};
