import type { Chapter } from '../support/line.js';

export const groups: Chapter = {
  title: 'groups',
  lines: [
    { run: 'volume group type create usual', as: 'operator', saves: { usual: 'ID' } },
    // By name this client asks for a filter that only administrators may use.
    { run: 'volume type show __DEFAULT__', as: 'operator', saves: 'plain' },
    {
      run: 'volume group create --name pair --description two usual $plain',
      prints: { Name: 'pair', Description: 'two', 'Group Type': '$usual' },
      saves: { pair: 'ID' },
      until: ['groups', 'pair', 'available'],
    },
    { run: 'volume group list', lists: [{ ID: '$pair', Name: 'pair', Status: 'available' }] },
    { run: 'volume group list', as: 'bob', lists: [] },
    { run: 'volume group set --name couple pair' },
    { run: 'volume group list', lists: [{ ID: '$pair', Name: 'couple' }] },
    { run: 'volume group failover couple', refused: /not a replication group type/ },
    { run: 'volume group snapshot create --name moment couple', refused: /Source group cannot be empty/ },
    { run: 'volume group snapshot list', lists: [] },
    { run: 'volume group snapshot show moment', refused: /No groupsnapshot with a name or ID/ },
    { run: 'volume group snapshot delete moment', refused: /No groupsnapshot with a name or ID/ },
    { run: 'volume group type delete usual', as: 'operator', refused: /still in use/ },
    { run: 'volume group delete --force couple', until: ['groups', 'pair', 'gone'] },
    { run: 'volume group type delete usual', as: 'operator' },
  ],
};
