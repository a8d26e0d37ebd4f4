import { completeMigration, endAbandoned, forgetSource } from '../../domain/volume/volume-migrate.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';

type Needs = Pick<StepDependencies, 'store' | 'backends'>;

/** The recorded copy gets the volume's name at the destination, once; from the event on the volume is there. */
export const placeMigrated =
  ({ store, backends }: Needs): Step<VolumeState> =>
  async ({ id, state: { migrating }, context }) => {
    if (migrating === null || migrating.copy === null) return;
    await backends.at(migrating.host).driver.placeImport(id, migrating.copy.name);
    await store.execute(volumeAggregate, id, context, (state) =>
      completeMigration(state, migrating.migration_id),
    );
  };

/** The destination has nothing of it any more when it is said to have failed. The copy may have got the volume's name. */
export const abandonMigration =
  ({ store, backends }: Needs): Step<VolumeState> =>
  async ({ id, state: { migrating }, context }) => {
    if (migrating === null) return;
    const { migration_id, host, copy } = migrating;
    const { driver } = backends.at(host);
    await driver.discardImports(id, migration_id);
    if (copy !== null) await driver.removeLeft(id, copy.identity);
    await store.execute(volumeAggregate, id, context, (state) => endAbandoned(state, migration_id));
  };

export const removeSource =
  ({ store, backends }: Needs): Step<VolumeState> =>
  async ({ id, state: { leaving }, context }) => {
    if (leaving === null) return;
    await backends.at(leaving.host).driver.removeLeft(id, leaving.identity);
    await store.execute(volumeAggregate, id, context, (state) => forgetSource(state, leaving.migration_id));
  };
