import { foldAll } from '../../../test/support/given.js';
import {
  availableGroupSnapshot,
  groupSnapshotToCreate,
} from '../../../test/domain/histories/group-snapshot.js';
import { groupSnapshotAggregate } from '../../domain/group-snapshot/group-snapshot.state.js';
import { Microversion } from '../http/routing/microversion.js';
import { groupSnapshotDetail } from './group-snapshots.view.js';

const groupSnapshot = foldAll(groupSnapshotAggregate, availableGroupSnapshot);
const { project_id } = groupSnapshotToCreate;
const shownTo = (minor: number, ...roles: string[]): object => {
  if (groupSnapshot === null) throw new Error('there is no group snapshot');
  const is_admin = roles.includes('admin');
  return groupSnapshotDetail(groupSnapshot, {
    project_id,
    roles,
    is_admin,
    microversion: new Microversion(3, minor),
  });
};

describe('The detailed view of a group snapshot', () => {
  it('names the project to administrators, from 3.58 on', () => {
    expect(shownTo(58, 'admin')).toHaveProperty('project_id', project_id);
    expect(shownTo(57, 'admin')).not.toHaveProperty('project_id');
    expect(shownTo(71, 'reader', 'member')).not.toHaveProperty('project_id');
  });
});
