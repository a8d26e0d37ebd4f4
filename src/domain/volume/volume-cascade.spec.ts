import { snapshotInStatus } from '../../../test/domain/histories/snapshot.js';
import { foldAll } from '../../../test/support/given.js';
import { snapshotAggregate } from '../snapshot/snapshot.state.js';
import { checkCascade } from './volume-deletion.decide.js';

describe('A delete that takes the snapshots along', () => {
  const snapshot = (status: string) => foldAll(snapshotAggregate, snapshotInStatus(status));

  it.each(['available', 'error'])('accepts a snapshot that is %s', (status) => {
    expect(() => checkCascade(snapshot(status), false)).not.toThrow();
  });

  it.each(['creating', 'backing-up', 'deleting', 'error_deleting'])(
    'needs force when one is %s',
    (status) => {
      expect(() => checkCascade(snapshot(status), false)).toThrow(
        'Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer.',
      );
      expect(() => checkCascade(snapshot(status), true)).not.toThrow();
    },
  );
});
