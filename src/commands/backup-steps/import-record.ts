import {
  adoptChild,
  completeImport,
  failImport,
  ownAncestor,
} from '../../domain/backup/backup-import.decide.js';
import { addDependent, removeChild } from '../../domain/backup/backup.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import { isOurService } from '../../domain/backup/our-service.js';
import { ancestorsOf } from '../chain-members.js';
import type { Step, StepDependencies } from '../step.js';

/**
 * Puts the record to use. Its place in a chain comes first: parent and children are there already, or are imported later
 * and then look for each other in the same way. The stored objects are not looked at, as in Cinder.
 */
export const importRecord =
  ({
    store,
    backups,
    lookup,
    settings,
  }: Pick<StepDependencies, 'store' | 'backups' | 'lookup' | 'settings'>): Step<BackupState> =>
  async ({ id, state: { importing, parent_id }, context }) => {
    const requested = importing?.backup_service ?? '';
    if (!isOurService(backups.service, requested)) {
      const reason = `Import record failed, cannot find backup service to perform the import. Request service ${requested}.`;
      await store.execute(backupAggregate, id, context, (state) => failImport(state, reason));
      return;
    }
    if (parent_id !== null && (await isCircle(store, id, parent_id))) {
      // Of two records that name each other and came at once, this one may be in the other's books already.
      const leave = () =>
        store.execute(backupAggregate, parent_id, context, (state) => removeChild(state, id));
      await leave();
      await store.execute(backupAggregate, id, context, (state) => failImport(state, ownAncestor(id)));
      await leave();
      return;
    }
    for (const child of await lookup.childrenOf(id)) {
      await store.execute(backupAggregate, id, context, (state) => adoptChild(state, child.id));
      if (child.status !== 'available') continue;
      await store.execute(backupAggregate, id, context, (state) => addDependent(state, child.id));
    }
    if (parent_id !== null) {
      await store.execute(backupAggregate, parent_id, context, (state) => adoptChild(state, id));
      await store.execute(backupAggregate, parent_id, context, (state) => addDependent(state, id));
    }
    const { host, availabilityZone: availability_zone } = settings;
    await store.execute(backupAggregate, id, context, (state) =>
      completeImport(state, { service: backups.service, host, availability_zone }),
    );
  };

const isCircle = async (store: StepDependencies['store'], id: string, parent_id: string): Promise<boolean> =>
  (await ancestorsOf(store, { id, parent_id })).some((ancestor) => ancestor.parent_id === id);
