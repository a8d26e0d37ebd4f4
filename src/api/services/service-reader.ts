/** One process that does work, as `os-services` shows it (spec 5.4). */
export interface Service {
  readonly binary: 'cinder-scheduler' | 'cinder-volume' | 'cinder-backup';
  /** For cinder-volume `host@backend`. */
  readonly host: string;
  readonly zone: string;
  readonly disabled: boolean;
  readonly disabled_reason: string | null;
  readonly up: boolean;
  /** Time of the last sign of life, `YYYY-MM-DDTHH:MM:SS.ffffff`. */
  readonly updated_at: string;
  readonly cluster: string | null;
  /** The rest says something for cinder-volume only. */
  readonly replication_status: string;
  readonly active_backend_id: string | null;
  readonly frozen: boolean;
  readonly backend_up: boolean;
}

export interface ServiceReader {
  services(): Promise<readonly Service[]>;
}

export const SERVICE_READER = Symbol('ServiceReader');
