import { Command } from '@nestjs/cqrs';
import type { ConnectedAttachment, ConnectorInput } from '../attachment-connection.js';
import type { CommandContext } from '../command-context.js';

/** The body of POST /attachments (spec/api-core.md 4.1). */
export interface AttachmentInput {
  readonly volume_id: string;
  readonly instance_uuid: string | null;
  /** Null: reserve only. */
  readonly connector: ConnectorInput | null;
  readonly mode: string | null;
}

/** @throws ConnectionFailed the backend could not offer the volume; nothing is left of the attachment */
export class CreateAttachment extends Command<ConnectedAttachment> {
  constructor(
    readonly context: CommandContext,
    readonly input: AttachmentInput,
  ) {
    super();
  }
}
