import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import { ApiModule, type ApiDependencies } from '../api/api.module.js';
import type { LogLevels } from '../api/services/log-levels.js';
import { CommandsModule } from '../commands/commands.module.js';
import { DefaultQuotaLimits } from '../commands/default-quota-limits.js';
import { KnownServices } from '../commands/known-services.js';
import { VolumeTypes } from '../commands/volume-types.js';
import type { Configuration } from '../config/configuration.js';
import { ReadModelLookup } from '../projections/lookup/read-model-lookup.js';
import { ProjectionsModule } from '../projections/projections.module.js';
import { ProjectionRunner } from '../projections/runner/projection-runner.js';
import { httpSettings } from './http-settings.js';
import type { OpenDrivers } from './open-drivers.js';
import { KnownGroupTypes } from './known-group-types.js';
import { KnownTypes } from './known-types.js';
import { DriverPools } from './driver-pools.js';
import { ProjectQuotas } from './project-quotas.js';
import { ReportedServices } from './reported-services.js';
import { openIdentity } from './open-identity.js';
import { hasRole } from './roles.js';

/** The service: read side and commands in every role, workers, manager and API in theirs. */
@Module({})
// oxlint-disable-next-line typescript/no-extraneous-class -- a dynamic module of Nest is a class
export class ServiceModule {
  static register(configuration: Configuration, { ports }: OpenDrivers, logLevels: LogLevels): DynamicModule {
    const projections = ProjectionsModule.register({
      eventLog: ports.eventLog,
      dataDir: configuration.data_dir,
    });
    const commands = CommandsModule.register({
      ports,
      imports: [projections],
      lookup: ReadModelLookup,
      changes: ProjectionRunner,
    });
    const dependencies = (
      runner: ProjectionRunner,
      queries: QueryBus,
      types: VolumeTypes,
      limits: DefaultQuotaLimits,
      services: KnownServices,
    ): ApiDependencies => {
      const known = new KnownTypes(queries, types, configuration.default_volume_type);
      return {
        settings: httpSettings(configuration),
        authenticator: openIdentity(configuration),
        health: { ready: async () => runner.health().ok && runner.health().ready },
        quotas: new ProjectQuotas(queries, limits, known),
        services: new ReportedServices(services),
        pools: new DriverPools(ports.volumes, ports.settings.host, ports.clock),
        logLevels,
        types: known,
        groupTypes: new KnownGroupTypes(queries, configuration.default_group_type),
      };
    };
    return {
      module: ServiceModule,
      imports: [
        CqrsModule.forRoot(),
        projections,
        commands,
        ...(hasRole(configuration, 'api')
          ? [
              ApiModule.register({
                imports: [projections, commands],
                inject: [ProjectionRunner, QueryBus, VolumeTypes, DefaultQuotaLimits, KnownServices],
                useFactory: dependencies,
              }),
            ]
          : []),
      ],
    };
  }
}
