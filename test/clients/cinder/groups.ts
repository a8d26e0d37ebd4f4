import type { Chapter } from '../support/line.js';

/** None of our backends replicates. */
export const groups: Chapter = {
  title: 'groups',
  lines: [
    { run: 'group-type-create usual', as: 'operator', lists: [{ Name: 'usual' }] },
    { run: 'group-create nothing __DEFAULT__', refused: /could not be found/ },
    {
      run: 'group-create usual __DEFAULT__ --name pair',
      prints: { name: 'pair' },
      saves: 'pair',
      until: ['groups', 'pair', 'available'],
    },
    { run: 'group-type-delete usual', as: 'operator', refused: /in use|failed/ },
    {
      run: 'create 1 --name left --group-id $pair --volume-type __DEFAULT__',
      prints: { group_id: '$pair' },
      saves: 'left',
      until: ['volumes', 'left', 'available'],
    },
    { run: 'create 1 --name right', saves: 'right', until: ['volumes', 'right', 'available'] },
    {
      run: 'group-update pair --name couple --add-volumes $right',
      says: /has been accepted/,
      until: ['groups', 'pair', 'available'],
    },
    { run: 'group-list', lists: [{ ID: '$pair', Name: 'couple', Status: 'available' }] },
    { run: 'group-list', as: 'bob', lists: [] },
    { run: 'group-show couple --list-volume', prints: { id: '$pair', name: 'couple', volumes: /'/ } },
    { run: 'show right', prints: { group_id: '$pair' } },
    { run: 'delete right', refused: /belong to a group|failed/ },
    { run: 'group-enable-replication couple', refused: /not a replication group type/ },
    { run: 'group-disable-replication couple', refused: /not a replication group type/ },
    { run: 'group-failover-replication couple', refused: /not a replication group type/ },
    { run: 'group-list-replication-targets couple', refused: /not a replication group type/ },
    {
      run: 'group-create-from-src --source-group couple --name copy',
      saves: 'copy',
      until: ['groups', 'copy', 'available'],
    },
    { run: 'group-update couple --remove-volumes $right', until: ['groups', 'pair', 'available'] },
    { run: 'delete right', until: ['volumes', 'right', 'gone'] },
    { run: 'group-delete couple', refused: /still contains volumes|failed/ },
    { run: 'group-delete couple copy --delete-volumes', until: ['groups', 'pair', 'gone'] },
    { run: 'show $left', refused: /No volume with a name or ID/ },
    { run: 'group-list --all-tenants 1', as: 'operator', until: ['groups', 'copy', 'gone'] },
    { run: 'group-list', lists: [] },
    { run: 'group-type-delete usual', as: 'operator' },
  ],
};
