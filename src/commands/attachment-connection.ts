import { Inject, Injectable } from '@nestjs/common';
import { recordConnection } from '../domain/attachment/attachment.decide.js';
import { attachmentAggregate, type AttachmentState } from '../domain/attachment/attachment.state.js';
import { connectAttachment } from '../domain/volume/volume-attach.decide.js';
import { volumeAggregate } from '../domain/volume/volume.state.js';
import type { ConnectionInfo } from '../drivers/connector/port.js';
import type { LogPosition } from '../drivers/event-log/port.js';
import type { VolumeDriver } from '../drivers/volume/port.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import { VOLUME_DRIVER } from './tokens.js';

/** How to reach a volume, as the backend says it. */
export type Connection = ConnectionInfo;

/** What of a connector counts here: whoever connects tells where and how. */
export interface ConnectorInput {
  readonly host: string | null;
  readonly mountpoint: string | null;
  readonly mode: string | null;
}

/** An attachment with the way to its volume, which is asked of the backend each time and kept nowhere. */
export interface ConnectedAttachment {
  readonly attachment: AttachmentState;
  readonly connection: ConnectionInfo | null;
}

export interface Connecting extends ConnectedAttachment {
  readonly positions: readonly (LogPosition | undefined)[];
}

/** The backend failed to offer a volume; the text is its own. */
export class ConnectionFailed extends Error {
  override readonly name = 'ConnectionFailed';
}

/** Offers a volume to the host of a connector. The volume's stream is written first: its rules decide. */
@Injectable()
export class AttachmentConnection {
  constructor(
    private readonly store: AggregateStore,
    @Inject(VOLUME_DRIVER) private readonly volumes: VolumeDriver,
  ) {}

  /** The backend is asked before anything is recorded, so that its failure changes nothing. @throws ConnectionFailed */
  async connect(
    context: CommandContext,
    { id, volume_id }: AttachmentState,
    connector: ConnectorInput,
  ): Promise<Connecting> {
    const before = await this.store.load(volumeAggregate, volume_id);
    connectAttachment(before.state, volume_id, id, connector);
    const connection = await this.offer(volume_id);
    const volume = await this.store.execute(volumeAggregate, volume_id, context, (state) =>
      connectAttachment(state, volume_id, id, connector),
    );
    const mode = volume.state?.attachments.find((one) => one.id === id)?.attach_mode;
    const { state, position } = await this.store.execute(attachmentAggregate, id, context, (attachment) =>
      recordConnection(attachment, id, {
        attached_host: connector.host,
        mountpoint: connector.mountpoint,
        attach_mode: mode ?? 'rw',
        driver_volume_type: connection.driver_volume_type,
      }),
    );
    return { attachment: state as AttachmentState, connection, positions: [volume.position, position] };
  }

  async offer(volumeId: string): Promise<ConnectionInfo> {
    try {
      return await this.volumes.initializeConnection('volume', volumeId);
    } catch (error) {
      throw new ConnectionFailed(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}
