import type { ConnectedAttachment } from '../../commands/attachment-connection.js';
import type { AttachmentState } from '../../domain/attachment/attachment.state.js';
import { flatConnectionInfo } from './connection-info.js';

type Summary = Pick<AttachmentState, 'id' | 'attach_status' | 'instance_uuid' | 'volume_id'>;

/** spec/api-core.md 4 */
export const attachmentSummary = ({ id, attach_status, instance_uuid, volume_id }: Summary): object => ({
  id,
  status: attach_status,
  instance: instance_uuid,
  volume_id,
});

/** An unset time is an empty text and an unset mode the word null (spec T38). */
export const attachmentDetail = ({ attachment, connection }: ConnectedAttachment): object => ({
  ...attachmentSummary(attachment),
  attached_at: attachment.attach_time ?? '',
  detached_at: '',
  attach_mode: attachment.attach_mode ?? 'null',
  connection_info: flatConnectionInfo(connection, attachment),
});
