import type { Chapter } from '../support/line.js';

export const groupSnapshots: Chapter = {
  title: 'group snapshots',
  lines: [
    { run: 'group-type-create lot', as: 'operator', lists: [{ Name: 'lot' }] },
    { run: 'group-create lot __DEFAULT__ --name all', saves: 'all', until: ['groups', 'all', 'available'] },
    { run: 'group-snapshot-create all', refused: /Source group cannot be empty/ },
    {
      run: 'create 1 --name part --group-id $all --volume-type __DEFAULT__',
      saves: 'part',
      until: ['volumes', 'part', 'available'],
    },
    {
      run: 'group-snapshot-create all --name night --description d',
      prints: { name: 'night', description: 'd', group_id: '$all' },
      saves: 'night',
      until: ['group_snapshots', 'night', 'available'],
    },
    { run: 'group-snapshot-list', lists: [{ ID: '$night', Status: 'available', Name: 'night' }] },
    { run: 'group-snapshot-list --filters name=day', lists: [] },
    { run: 'group-snapshot-list', as: 'bob', lists: [] },
    { run: 'group-snapshot-list --all-tenants 1', as: 'operator', lists: [{ ID: '$night' }] },
    { run: 'group-snapshot-show night', prints: { id: '$night', status: 'available', description: 'd' } },
    { run: 'group-snapshot-show $night', as: 'bob', refused: /No groupsnapshot with a name or ID/ },
    { run: 'snapshot-list', lists: [{ 'Volume ID': '$part', Status: 'available', Name: 'night' }] },
    { run: 'snapshot-delete night', refused: /must not be part of a group/ },
    { run: 'group-delete all --delete-volumes', refused: /Group has existing snapshots/ },
    {
      run: 'group-create-from-src --group-snapshot night --name copy',
      saves: 'copy',
      until: ['groups', 'copy', 'available'],
    },
    { run: 'group-show copy', prints: { group_snapshot_id: '$night', status: 'available' } },
    { run: 'reset-state --type group-snapshot --state error night', as: 'bob', refused: /./ },
    { run: 'reset-state --type group-snapshot --state error $night', as: 'operator' },
    { run: 'group-snapshot-show night', prints: { status: 'error' } },
    { run: 'group-snapshot-delete night', until: ['group_snapshots', 'night', 'gone'] },
    { run: 'group-delete copy --delete-volumes', until: ['groups', 'copy', 'gone'] },
    { run: 'group-delete all --delete-volumes', until: ['groups', 'all', 'gone'] },
    { run: 'group-type-delete lot', as: 'operator' },
  ],
};
