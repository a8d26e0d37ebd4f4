import type { VolumeStep } from '../../domain/process/next-step.js';
import type { VolumeState } from '../../domain/volume/volume.state.js';
import type { Step, StepDependencies } from '../step.js';
import { adopt, findExisting } from './adopt.js';
import { create } from './create.js';
import { deleteSnapshots } from './delete-snapshots.js';
import { deleteVolume } from './delete.js';
import { abandonMigration, placeMigrated, removeSource } from './end-migration.js';
import { extend } from './extend.js';
import { migrate } from './migrate.js';
import { prepareRevert } from './prepare-revert.js';
import { retype } from './retype.js';
import { revert } from './revert.js';

/** Every step of a volume's life; a step without code does not compile. */
export const volumeSteps = (needs: StepDependencies): Readonly<Record<VolumeStep, Step<VolumeState>>> => ({
  create: create(needs),
  findExisting: findExisting(needs),
  adopt: adopt(needs),
  extend: extend(needs),
  prepareRevert: prepareRevert(needs),
  revert: revert(needs),
  migrate: migrate(needs),
  placeMigrated: placeMigrated(needs),
  abandonMigration: abandonMigration(needs),
  removeSource: removeSource(needs),
  retype: retype(needs),
  deleteSnapshots: deleteSnapshots(needs),
  delete: deleteVolume(needs),
});
