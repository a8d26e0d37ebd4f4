import { DomainError, invalidGroup } from '../shared/errors.js';
import type { GroupState } from './group.state.js';

/** Specs by which a group type says that its groups are replicated. */
const replicationSpecs = ['group_replication_enabled', 'consistent_group_replication_enabled'];

type Specs = Readonly<Record<string, string | null>>;

const isReplicated = (specs: Specs): boolean => replicationSpecs.some((name) => specs[name] === '<is> True');

/**
 * Why a group cannot be replicated. There always is a reason: no backend here replicates anything, so a group with volume types
 * that ask for it has no place and is an error.
 */
export const replicationRefusal = (
  group: GroupState,
  groupSpecs: Specs,
  volumeTypes: readonly { readonly id: string; readonly extra_specs: Specs }[],
  verb: 'enable' | 'disable' | 'failover',
): DomainError => {
  if (!isReplicated(groupSpecs)) {
    const text = `Invalid group type: Group ${group.id} is not a replication group type.`;
    return new DomainError('InvalidGroupType', text);
  }
  const plain = volumeTypes.find(({ extra_specs }) => extra_specs['replication_enabled'] !== '<is> True');
  if (plain !== undefined) {
    const text = `Invalid volume type: Volume type ${plain.id} does not have 'replication_enabled' spec key set to '<is> True'.`;
    return new DomainError('InvalidVolumeType', text);
  }
  return invalidGroup(
    `Group ${group.id} status must be ['available'], but current status is: ${group.status}. Cannot ${verb} replication.`,
  );
};
