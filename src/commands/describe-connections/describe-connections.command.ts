import { Command } from '@nestjs/cqrs';
import type { AttachmentState } from '../../domain/attachment/attachment.state.js';
import type { ConnectedAttachment } from '../attachment-connection.js';

/**
 * Adds the way to the volume to attachments that have one. It is asked of the backend, never kept, for it may hold
 * credentials; a backend that does not answer gives none.
 */
export class DescribeConnections extends Command<readonly ConnectedAttachment[]> {
  constructor(readonly attachments: readonly AttachmentState[]) {
    super();
  }
}
