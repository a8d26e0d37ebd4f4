import {
  attached,
  availableVolume,
  host as home,
  snapshotAdded,
  statusReset,
  volumeDeletionRequested,
  volumeId,
} from '../../../test/domain/histories/volume.js';
import { foldAll, given } from '../../../test/support/given.js';
import { nextVolumeStep } from '../process/next-step.js';
import {
  completeMigration,
  endAbandoned,
  forgetSource,
  giveMigrationUp,
  recordCopy,
  recordProgress,
  requestMigration,
} from './volume-migrate.decide.js';
import type { VolumeEvent } from './volume.events.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const there = 'block-1@second#second';
const migration_id = '8d1f5b3c-6a9e-4270-b4c8-1e7f0a2d9b35';
const request =
  (host = there, lockVolume = false) =>
  (state: VolumeState | null) =>
    requestMigration(state, volumeId, { migrationId: migration_id, host, lockVolume });
const requested = (lock_volume = false): VolumeEvent => ({
  type: 'VolumeMigrationRequested',
  data: { migration_id, from_host: home, host: there, lock_volume },
});
const copy = { copy: 'c', identity: '1:2:3', source_identity: '4:5:6' };
const copied: VolumeEvent = { type: 'VolumeMigrationCopied', data: { migration_id, ...copy } };
const migrated: VolumeEvent = { type: 'VolumeMigrated', data: { migration_id, host: there } };
const removed: VolumeEvent = { type: 'VolumeMigrationSourceRemoved', data: { migration_id } };
const stepOf = (...more: VolumeEvent[]) =>
  nextVolumeStep(foldAll(volumeAggregate, [...availableVolume, ...more]) as VolumeState);

describe('os-migrate_volume', () => {
  it('tells administrators how far it is, and users nothing', () => {
    given(volumeAggregate, availableVolume)
      .when(request())
      .then([requested()])
      .thenState({ status: 'available', migration_status: 'starting', host: home });
    given(volumeAggregate, [...availableVolume, requested()])
      .when((state) => recordProgress(state, migration_id, { bytes_done: 5, total_bytes: 9 }) ?? [])
      .then([{ type: 'VolumeMigrationProgressed', data: { migration_id, bytes_done: 5, total_bytes: 9 } }])
      .thenState({ migration_status: 'migrating' });
    given(volumeAggregate, [...availableVolume, requested()])
      .when((state) => recordCopy(state, migration_id, copy))
      .then([copied])
      .when((state) => completeMigration(state, migration_id))
      .then([migrated])
      .thenState({ status: 'available', migration_status: 'completing', host: there, migrating: null });
    given(volumeAggregate, [...availableVolume, requested(), copied, migrated])
      .when((state) => forgetSource(state, migration_id))
      .then([removed])
      .thenState({ migration_status: 'success', leaving: null });
  });

  it('keeps a locked volume in maintenance until it is there', () => {
    given(volumeAggregate, [...availableVolume, requested(true)]).thenState({ status: 'maintenance' });
    given(volumeAggregate, [...availableVolume, requested(true), copied, migrated]).thenState({
      status: 'available',
    });
  });

  it('goes from step to step, and removes what is left before anything else', () => {
    expect(stepOf(requested())).toBe('migrate');
    expect(stepOf(requested(), copied)).toBe('placeMigrated');
    expect(stepOf(requested(), copied, migrated)).toBe('removeSource');
    expect(stepOf(requested(), copied, migrated, volumeDeletionRequested)).toBe('removeSource');
    expect(stepOf(requested(), copied, migrated, removed)).toBeNull();
  });

  it.each<[string, VolumeEvent]>([
    ['attached', attached],
    ['given another status', statusReset('available')],
    ['deleted', volumeDeletionRequested],
  ])('is given up when the volume is %s meanwhile, also after the copy', (_what, event) => {
    for (const before of [[requested()], [requested(), copied]]) {
      expect(stepOf(...before, event)).toBe('abandonMigration');
      const history = [...availableVolume, ...before, event];
      given(volumeAggregate, history)
        .when((state) => completeMigration(state, migration_id))
        .thenNothing();
      given(volumeAggregate, history)
        .when((state) => recordCopy(state, migration_id, copy))
        .thenNothing();
      const state = foldAll(volumeAggregate, history);
      expect(recordProgress(state, migration_id, { bytes_done: 9, total_bytes: 9 })).toBeUndefined();
    }
  });

  it('goes on when only words about the volume change', () => {
    const renamed: VolumeEvent = { type: 'VolumeUpdated', data: { display_name: 'n' } };
    expect(stepOf(requested(), renamed, copied, renamed)).toBe('placeMigrated');
  });

  it('that fails leaves the volume where it was', () => {
    given(volumeAggregate, [...availableVolume, requested(true)])
      .when((state) => giveMigrationUp(state, 'no room'))
      .then([{ type: 'VolumeMigrationStepFailed', data: { migration_id, reason: 'no room' } }])
      .when((state) => endAbandoned(state, migration_id))
      .then([{ type: 'VolumeMigrationFailed', data: { migration_id, reason: 'no room' } }])
      .thenState({ status: 'available', migration_status: 'error', host: home, migrating: null });
  });

  it('takes nothing of a worker that belongs to another migration, or comes late', () => {
    const done = [...availableVolume, requested(), copied, migrated, removed];
    for (const history of [availableVolume, done]) {
      given(volumeAggregate, history)
        .when((state) => recordCopy(state, migration_id, copy))
        .thenNothing();
      given(volumeAggregate, history)
        .when((state) => completeMigration(state, migration_id))
        .thenNothing();
      given(volumeAggregate, history)
        .when((state) => endAbandoned(state, migration_id))
        .thenNothing();
      given(volumeAggregate, history)
        .when((state) => forgetSource(state, migration_id))
        .thenNothing();
    }
  });

  const refusal =
    `Invalid volume: Volume ${volumeId} status must be available or in-use, must not be migrating, have snapshots, be replicated, ` +
    'be part of a group and destination host/cluster must be different than the current one';
  it.each<[string, readonly VolumeEvent[], string]>([
    ['with a snapshot', [...availableVolume, snapshotAdded], there],
    ['to where it is', availableVolume, home],
    ['in maintenance', [...availableVolume, statusReset('maintenance')], there],
    ['that is migrating', [...availableVolume, requested()], there],
    ['that is not cleared up after', [...availableVolume, requested(), copied, migrated], there],
  ])('refuses a volume %s', (_what, history, host) => {
    given(volumeAggregate, history).when(request(host)).thenThrows('InvalidVolume', refusal);
  });
});
