import { Logger } from '@nestjs/common';
import { heartbeatAggregate } from '../domain/service/service.state.js';
import type { IdGenerator } from '../domain/shared/clock.js';
import { streamOf } from '../domain/shared/event.js';
import type { EventLog } from '../drivers/event-log/port.js';
import type { AggregateStore } from './aggregate-store.js';
import { ownServices } from './known-services.js';
import { keepNewestOnly } from './newest-only.js';
import { operationContext } from './operation-context.js';
import type { CommandSettings } from './settings.js';

/** Says every few seconds which services this process does the work of. */
export class ServiceReports {
  private readonly logger = new Logger(ServiceReports.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly store: AggregateStore,
    private readonly log: EventLog,
    private readonly ids: IdGenerator,
    private readonly settings: CommandSettings,
  ) {}

  start(): void {
    const services = ownServices(this.settings);
    // Alone there is nobody to tell; an API does no work that others would have to know of.
    if (this.settings.managerLeaseMs === null || services.length === 0) return;
    const { worker, manager } = this.settings.roles;
    const roles = [...(worker ? ['worker'] : []), ...(manager ? ['manager'] : [])].join('+');
    const id = `${roles}@${this.settings.host}`;
    const report = (): void => {
      this.running ??= this.report(id, services).finally(() => {
        this.running = undefined;
      });
    };
    keepNewestOnly(this.log, streamOf(heartbeatAggregate.category, id)).catch((error: unknown) =>
      this.logger.warn(`old reports are kept: ${String(error)}`),
    );
    report();
    this.timer = setInterval(report, this.settings.reportEveryMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async report(id: string, services: ReturnType<typeof ownServices>): Promise<void> {
    const data = { availability_zone: this.settings.availabilityZone, services };
    const context = operationContext(null, 'services', `report.${this.ids.next()}`);
    try {
      await this.store.execute(heartbeatAggregate, id, context, () => [
        { type: 'ServiceReported' as const, data },
      ]);
    } catch (error) {
      this.logger.warn(`this process could not report: ${String(error)}`);
    }
  }
}
