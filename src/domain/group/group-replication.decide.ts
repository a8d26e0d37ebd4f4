import { DomainError, invalidGroup } from '../shared/errors.js';
import type { GroupState } from './group.state.js';

/** Specs by which a group type says that its groups are replicated. */
const replicationSpecs = ['group_replication_enabled', 'consistent_group_replication_enabled'];

/** Why a group cannot be replicated. There always is a reason, because no backend here replicates anything. */
export const replicationRefusal = (
  { id, volume_type_ids }: Pick<GroupState, 'id' | 'volume_type_ids'>,
  groupSpecs: Readonly<Record<string, string | null>>,
  verb: 'enable' | 'disable' | 'failover' | 'list targets of',
): DomainError => {
  if (!replicationSpecs.some((name) => groupSpecs[name] === '<is> True')) {
    const text = `Invalid group type: Group ${id} is not a replication group type.`;
    return new DomainError('InvalidGroupType', text);
  }
  return invalidGroup(
    `Cannot ${verb} replication of group ${id}: volumes of the types ${volume_type_ids.join(', ')} are not replicated.`,
  );
};
