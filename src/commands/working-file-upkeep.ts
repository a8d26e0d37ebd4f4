import { Logger } from '@nestjs/common';
import { backupAggregate, type BackupState } from '../domain/backup/backup.state.js';
import type { Clock } from '../domain/shared/clock.js';
import type { BackupDriver } from '../drivers/backup/port.js';
import type { AggregateStore } from './aggregate-store.js';

const HOUR_MS = 3_600_000;

/**
 * An attempt that another host has ended leaves its working files here, and nobody comes back for them. The worker of this
 * host clears them away, at its start and every hour; files used within the last hour are left alone, whatever the log says.
 */
export class WorkingFileUpkeep {
  private readonly logger = new Logger(WorkingFileUpkeep.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly store: AggregateStore,
    private readonly backups: BackupDriver,
    private readonly clock: Clock,
  ) {}

  start(): void {
    const pass = (): void => {
      this.running ??= this.pass()
        .catch((error: unknown) => this.logger.warn(`working files are kept: ${String(error)}`))
        .finally(() => {
          this.running = undefined;
        });
    };
    pass();
    this.timer = setInterval(pass, HOUR_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Looks at all of them once. */
  async pass(): Promise<void> {
    const before = this.clock.now().getTime() - HOUR_MS;
    for (const { backup_id, used_at } of await this.backups.listWorkingFiles()) {
      if (used_at.getTime() >= before) continue;
      const { state } = await this.store.load(backupAggregate, backup_id);
      if (!isOver(state)) continue;
      await this.backups.removeWorkingFiles(backup_id);
      this.logger.log(`working files of backup ${backup_id} were cleared away: nothing works on it any more`);
    }
  }
}

/** Nothing on any host needs what an attempt has noted. */
const isOver = (backup: BackupState | null): boolean =>
  backup === null || (backup.phase === 'done' && backup.verifying === null && backup.merging === null);
