import type { Connection } from '../../commands/attachment-connection.js';

const inner = ({ data }: Connection, access_mode: string): Readonly<Record<string, unknown>> => ({
  ...data,
  qos_specs: null,
  access_mode,
  encrypted: false,
});

/** As attachments show it: flat, and with the attachment's id (spec/api-core.md 4.5). */
export const flatConnectionInfo = (
  connection: Connection | null,
  attachment: { readonly id: string; readonly attach_mode: string | null },
): object =>
  connection === null
    ? {}
    : {
        driver_volume_type: connection.driver_volume_type,
        ...inner(connection, attachment.attach_mode ?? 'rw'),
        attachment_id: attachment.id,
        enforce_multipath: false,
      };

/** As os-initialize_connection answers it: the backend's members nested under `data`. */
export const nestedConnectionInfo = (connection: Connection, enforce_multipath: boolean): object => ({
  driver_volume_type: connection.driver_volume_type,
  data: inner(connection, 'rw'),
  enforce_multipath,
});
