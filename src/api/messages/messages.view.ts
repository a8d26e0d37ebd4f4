import { messageText } from '../../domain/message/message-texts.js';
import type { MessageState } from '../../domain/message/message.state.js';
import type { Links } from '../http/links.js';

/** spec/api-core.md 5.6 */
export const messageView = (message: MessageState, links: Links): object => ({
  id: message.id,
  event_id: message.event_id,
  user_message: messageText(message.action_id, message.detail_id),
  message_level: message.message_level,
  created_at: message.created_at,
  guaranteed_until: message.expires_at,
  request_id: message.request_id,
  resource_type: message.resource_type,
  resource_uuid: message.resource_uuid,
  links: links.of('messages', message.id),
});
