import { Logger } from '@nestjs/common';
import type { Changes } from './changes.js';
import type { ManagerLease } from './manager-lease.js';
import type { Reconciler } from './reconciler.js';

/** Whether this process is the manager, and with that whether its reconciler runs. */
export class Management {
  private readonly logger = new Logger(Management.name);
  private managing = false;

  constructor(
    private readonly changes: Changes,
    private readonly reconciler: Reconciler,
    /** Null: there can be no other manager. */
    private readonly lease: ManagerLease | null,
  ) {}

  get active(): boolean {
    return this.managing;
  }

  start(): void {
    if (this.lease === null) return this.begin();
    this.lease.start({ taken: () => this.begin(), lost: () => void this.end() });
  }

  async stop(): Promise<void> {
    await this.end();
    await this.lease?.stop();
  }

  private begin(): void {
    this.managing = true;
    this.changes.untilReady().then(
      () => {
        if (this.managing) this.reconciler.start();
      },
      (error: unknown) => this.logger.error(`nothing is taken up: ${String(error)}`),
    );
  }

  private async end(): Promise<void> {
    this.managing = false;
    await this.reconciler.stop();
  }
}
