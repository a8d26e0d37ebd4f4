import { Query } from '@nestjs/cqrs';
import type { BackupState } from '../../domain/backup/backup.state.js';

/** A live backup, or null when there is none or it was deleted. */
export class GetBackup extends Query<BackupState | null> {
  constructor(readonly id: string) {
    super();
  }
}
