import type { ConnectorInput } from '../../commands/attachment-connection.js';
import type { AttachmentInput } from '../../commands/create-attachment/create-attachment.command.js';

export type ConnectorBody = Readonly<Record<string, unknown>>;

export interface CreateAttachmentBody {
  readonly attachment: {
    readonly volume_uuid: string;
    readonly instance_uuid?: string;
    readonly connector?: ConnectorBody | null;
    readonly mode?: string;
  };
}

export interface UpdateAttachmentBody {
  readonly attachment: { readonly connector: ConnectorBody };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Only the host, the place of the device there and the mode count (spec/api-core.md 4.5). */
export const connectorInput = ({ host, mountpoint, mode }: ConnectorBody): ConnectorInput => ({
  host: textOf(host),
  mountpoint: textOf(mountpoint),
  mode: mode === 'ro' || mode === 'rw' ? mode : null,
});

/** An empty connector is none, as in Python. */
export const attachmentInput = ({ attachment }: CreateAttachmentBody): AttachmentInput => {
  const connector = attachment.connector ?? {};
  return {
    volume_id: attachment.volume_uuid,
    instance_uuid: attachment.instance_uuid ?? null,
    connector: Object.keys(connector).length === 0 ? null : connectorInput(connector),
    mode: attachment.mode ?? null,
  };
};
