/** What Cinder keeps of a backup, by the names of its columns, and what else is said of it when it is asked for. */
export interface BackupColumns {
  readonly id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly volume_id: string;
  readonly snapshot_id: string | null;
  readonly parent_id: string | null;
  readonly status: string;
  readonly fail_reason: string | null;
  /** GiB; the volume's size, never stored bytes. */
  readonly size: number;
  readonly object_count: number;
  readonly display_name: string | null;
  readonly display_description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly container: string | null;
  readonly service: string | null;
  readonly service_metadata: string | null;
  readonly host: string | null;
  readonly availability_zone: string | null;
  readonly force: boolean;
  readonly encryption_key_id: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  readonly data_timestamp: string;
  readonly restore_volume_id: string | null;
  readonly source_previous_status: string;
  readonly bytes_read: number | null;
  readonly bytes_stored: number | null;
  readonly deleted_at: string | null;
}
