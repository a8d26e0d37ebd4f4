import type { GroupState } from '../../domain/group/group.state.js';
import { allows } from '../http/identity/policy-check.js';
import type { Viewer } from '../http/identity/request-context.js';

/** The answer to creations and the short list: without links, as Cinder has it. */
export const groupSummary = ({ id, name }: Pick<GroupState, 'id' | 'name'>): object => ({ id, name });

const sourceOf = ({ source }: GroupState): object => ({
  group_snapshot_id: source?.kind === 'groupSnapshot' ? source.id : null,
  source_group_id: source?.kind === 'group' ? source.id : null,
});

/** @param withVolumes what `list_volume` asks for, from 3.25 on */
export const groupDetail = (group: GroupState, context: Viewer, withVolumes: boolean): object => {
  const { microversion } = context;
  return {
    id: group.id,
    status: group.status,
    availability_zone: group.availability_zone,
    created_at: group.created_at,
    name: group.name,
    description: group.description,
    group_type: group.group_type_id,
    volume_types: group.volume_type_ids,
    ...(microversion.atLeast('3.14') ? sourceOf(group) : {}),
    ...(microversion.atLeast('3.25') && withVolumes ? { volumes: group.volume_ids } : {}),
    // Nothing is replicated here.
    ...(microversion.atLeast('3.38') ? { replication_status: 'disabled' } : {}),
    ...(microversion.atLeast('3.58') && allows('group:group_project_attribute', context)
      ? { project_id: group.project_id }
      : {}),
  };
};
