import { Command } from '@nestjs/cqrs';

/** What lies at a backend, as `os-volume-manage` and `os-snapshot-manage` tell it. */
export interface Manageable {
  readonly name: string;
  /** GiB. */
  readonly size: number;
  readonly safe_to_manage: boolean;
  readonly reason_not_safe: string | null;
  readonly cinder_id: string | null;
  /** Of a snapshot: the name of its volume at the backend, when it is known. */
  readonly source_name: string | null;
}

export class ListManageable extends Command<readonly Manageable[]> {
  constructor(
    readonly kind: 'volume' | 'snapshot',
    /** `host@backend` or `host@backend#pool`. */
    readonly host: string,
    readonly isCluster: boolean,
  ) {
    super();
  }
}
