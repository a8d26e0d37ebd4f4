import type { Aggregate, Recorded } from '../shared/event.js';
import { messageEvents, type MessageEvent } from './message.events.js';

export interface MessageState {
  readonly id: string;
  readonly project_id: string;
  readonly event_id: string;
  readonly action_id: string;
  readonly detail_id: string;
  readonly resource_type: string;
  readonly resource_uuid: string;
  readonly message_level: string;
  readonly request_id: string | null;
  readonly created_at: string;
  readonly expires_at: string;
  readonly deleted_at: string | null;
}

export const evolveMessage = (
  state: MessageState | null,
  event: Recorded<MessageEvent>,
): MessageState | null => {
  if (event.type === 'UserMessageRaised') {
    const { message_id: id, ...data } = event.data;
    return { ...data, id, created_at: event.at, deleted_at: null };
  }
  return state === null ? null : { ...state, deleted_at: event.at };
};

export const messageAggregate: Aggregate<MessageState, MessageEvent> = {
  category: 'message',
  events: messageEvents,
  evolve: evolveMessage,
};
