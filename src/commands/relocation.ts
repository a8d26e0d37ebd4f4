import { rescheduleBackup } from '../domain/backup/backup-steps.decide.js';
import { backupAggregate } from '../domain/backup/backup.state.js';
import { rescheduleRestore } from '../domain/restore/restore.decide.js';
import { restoreAggregate } from '../domain/restore/restore.state.js';
import type { AggregateStore } from './aggregate-store.js';
import type { KnownServices } from './known-services.js';
import type { Unfinished } from './lookup.js';
import { operationContext } from './operation-context.js';

/** Takes operations away from hosts that gave no sign of life for too long, and says so in their history. */
export class Relocation {
  constructor(
    private readonly store: AggregateStore,
    private readonly services: KnownServices,
  ) {}

  /** Where each of them runs from now on; without another host an operation waits for its own to come back. */
  async settle(unfinished: readonly Unfinished[]): Promise<readonly Unfinished[]> {
    const up = new Set((await this.services.backupHosts()).filter((host) => host.up).map(({ host }) => host));
    const settled: Unfinished[] = [];
    for (const one of unfinished) {
      const lost = one.host !== null && !up.has(one.host);
      settled.push(lost ? { ...one, host: await this.move(one, one.host) } : one);
    }
    return settled;
  }

  private async move({ operation, id }: Unfinished, lost_host: string): Promise<string> {
    const host = await this.services.choose({ zone: null, key: id }, null);
    if (host === null) return lost_host;
    const aggregate = operation === 'backup' ? backupAggregate : restoreAggregate;
    const { operation: begun } = await this.store.load(aggregate as typeof backupAggregate, id);
    const context = operationContext(begun, 'reconciler', `reschedule.${id}.${lost_host}.${host}`);
    if (operation === 'backup') {
      await this.store.execute(backupAggregate, id, context, (state) =>
        rescheduleBackup(state, { host, lost_host }),
      );
    } else {
      await this.store.execute(restoreAggregate, id, context, (state) =>
        rescheduleRestore(state, { host, lost_host }),
      );
    }
    return host;
  }
}
