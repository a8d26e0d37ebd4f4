import {
  availableBackup,
  backupId,
  deletedBackup,
  restoringBackup,
} from '../../../test/domain/histories/backup.js';
import { given } from '../../../test/support/given.js';
import { updateBackup } from './backup.decide.js';
import { backupAggregate } from './backup.state.js';

describe('An update of a backup', () => {
  it('replaces the metadata as a whole and leaves what is not given', () => {
    given(backupAggregate, [
      ...availableBackup,
      { type: 'BackupUpdated', data: { metadata: { tier: 'gold', owner: 'db' } } },
    ])
      .when((state) => updateBackup(state, backupId, { metadata: { tier: 'iron' } }))
      .then([{ type: 'BackupUpdated', data: { metadata: { tier: 'iron' } } }])
      .thenState({ metadata: { tier: 'iron' }, display_name: 'nightly' });
  });

  it('empties the name with null', () => {
    given(backupAggregate, availableBackup)
      .when((state) => updateBackup(state, backupId, { display_name: null }))
      .thenState({ display_name: null });
  });

  it('without any member changes nothing', () => {
    given(backupAggregate, availableBackup)
      .when((state) => updateBackup(state, backupId, {}))
      .thenNothing();
  });

  it('does not ask for the status', () => {
    given(backupAggregate, restoringBackup)
      .when((state) => updateBackup(state, backupId, { display_name: 'weekly' }))
      .thenState({ display_name: 'weekly', status: 'restoring' });
  });

  it.each([
    ['never made', []],
    ['deleted', deletedBackup],
  ])('of a backup that was %s finds nothing', (_, history) => {
    given(backupAggregate, history)
      .when((state) => updateBackup(state, backupId, {}))
      .thenThrows('BackupNotFound', `Backup ${backupId} could not be found.`);
  });
});
