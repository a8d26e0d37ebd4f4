import { CreateGroupFrom } from '../../src/commands/create-group-from/create-group-from.command.js';
import { DeleteGroup } from '../../src/commands/delete-group/delete-group.command.js';
import { UpdateGroup, type GroupChanges } from '../../src/commands/update-group/update-group.command.js';
import type { Requests } from './bench-requests.js';

export const changeGroup = (by: Requests, id: string, changes: Partial<GroupChanges>): UpdateGroup =>
  new UpdateGroup(by.context, id, {
    name: null,
    description: null,
    add_volumes: [],
    remove_volumes: [],
    ...changes,
  });

export const copyGroup = (by: Requests, id: string): CreateGroupFrom =>
  new CreateGroupFrom(by.context, { name: 'a copy', description: null, source: { kind: 'group', id } });

export const deleteGroup = (by: Requests, id: string, withVolumes = true): DeleteGroup =>
  new DeleteGroup(by.context, id, withVolumes);
