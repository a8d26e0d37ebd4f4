import { given } from '../../../test/support/given.js';
import type { Holder } from '../shared/claim.js';
import { backupDeltas, extendDeltas, negated, snapshotDeltas, volumeDeltas } from './deltas.js';
import { commit, release, reserve } from './quota.decide.js';
import type { QuotaEvent } from './quota.events.js';
import { quotaAggregate, reservedOf, type Deltas, type QuotaState } from './quota.state.js';

const claim: Holder = { operation: 'backup', operation_id: '3a5d4c8e' };
const id = 'create.3a5d4c8e';
const reserving =
  (deltas: Deltas, limits = {}) =>
  (state: QuotaState | null) =>
    reserve(state, id, claim, deltas, limits);
const reserved = (deltas: Deltas, reservation_id = id): QuotaEvent => ({
  type: 'QuotaReserved',
  data: { reservation_id, ...claim, deltas },
});
const committed: QuotaEvent = { type: 'QuotaCommitted', data: { reservation_id: id } };
const released: QuotaEvent = {
  type: 'QuotaReservationReleased',
  data: { reservation_id: id, reason: 'request refused' },
};

describe('A reservation', () => {
  it('counts at once, and is no usage yet', () => {
    const { state } = given(quotaAggregate, [])
      .when(reserving(backupDeltas(2)))
      .then([reserved({ backups: 1, backup_gigabytes: 2 })]);
    expect(state?.in_use).toEqual({});
    expect(state === null ? null : reservedOf(state, 'backup_gigabytes')).toBe(2);
  });

  it('that is made twice is made once', () => {
    given(quotaAggregate, [reserved(backupDeltas(2))])
      .when(reserving(backupDeltas(2), { backups: 0 }))
      .thenNothing();
  });

  it('that was committed is not made again by a worker that comes late', () => {
    given(quotaAggregate, [reserved(backupDeltas(2)), committed])
      .when(reserving(backupDeltas(2)))
      .thenNothing();
  });

  it('that was released may be made again', () => {
    given(quotaAggregate, [reserved(backupDeltas(2)), released])
      .when(reserving(backupDeltas(2)))
      .then([reserved(backupDeltas(2))]);
  });

  it('becomes usage when it is committed, once', () => {
    given(quotaAggregate, [reserved(backupDeltas(2))])
      .when((state) => commit(state, id))
      .then([committed])
      .when((state) => commit(state, id))
      .thenNothing()
      .when((state) => release(state, id, 'late'))
      .thenNothing()
      .thenState({ in_use: { backups: 1, backup_gigabytes: 2 }, reservations: {} });
  });

  it('leaves nothing when it is released, once', () => {
    given(quotaAggregate, [reserved(backupDeltas(2))])
      .when((state) => release(state, id, 'request refused'))
      .then([released])
      .when((state) => release(state, id, 'request refused'))
      .thenNothing()
      .when((state) => commit(state, id))
      .thenNothing()
      .thenState({ in_use: {}, reservations: {} });
  });

  it.each([
    ['of a project that uses nothing', []],
    ['that nobody made', [reserved(backupDeltas(1), 'another')]],
  ])('%s is neither committed nor released', (_, history) => {
    given(quotaAggregate, history)
      .when((state) => commit(state, id))
      .thenNothing()
      .when((state) => release(state, id, 'x'))
      .thenNothing();
  });
});

describe('A deletion', () => {
  const full = [
    reserved(backupDeltas(2), 'old'),
    { type: 'QuotaCommitted', data: { reservation_id: 'old' } },
  ] as const;

  it('lowers the usage when it is committed, not before', () => {
    given(quotaAggregate, full)
      .when(reserving(negated(backupDeltas(2))))
      .thenState({ in_use: { backups: 1, backup_gigabytes: 2 } });
    given(quotaAggregate, full)
      .when(reserving(negated(backupDeltas(2))))
      .when((state) => commit(state, id))
      .thenState({ in_use: { backups: 0, backup_gigabytes: 0 } });
  });

  it('frees nothing for others while it is open', () => {
    given(quotaAggregate, [...full, reserved(negated(backupDeltas(2)))])
      .when((state) => reserve(state, 'new', claim, { backups: 1 }, { backups: 1 }))
      .thenThrows('BackupLimitExceeded', 'Maximum number of backups allowed (1) exceeded');
  });

  it('is possible for a project that is over its limits', () => {
    given(quotaAggregate, full)
      .when(reserving(negated(backupDeltas(2)), { backups: 0, backup_gigabytes: 0 }))
      .then([reserved({ backups: -1, backup_gigabytes: -2 })]);
  });

  it('never makes the usage negative', () => {
    given(quotaAggregate, [reserved({ backups: -3 }), committed]).thenState({ in_use: { backups: 0 } });
  });
});

describe('What counts', () => {
  it.each([
    ['a volume', volumeDeltas(3, 'fast'), { volumes: 1, gigabytes: 3, volumes_fast: 1, gigabytes_fast: 3 }],
    ['an extend', extendDeltas(2, 'fast'), { gigabytes: 2, gigabytes_fast: 2 }],
    [
      'a snapshot',
      snapshotDeltas(3, 'fast'),
      { snapshots: 1, gigabytes: 3, snapshots_fast: 1, gigabytes_fast: 3 },
    ],
    ['a backup', backupDeltas(3), { backups: 1, backup_gigabytes: 3 }],
  ])('for %s', (_, deltas, expected) => expect(deltas).toEqual(expected));
});
