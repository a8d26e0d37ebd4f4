import type { Chapter } from '../support/line.js';

export const groupSnapshots: Chapter = {
  title: 'group snapshots',
  lines: [
    { run: 'volume group type create lot', as: 'operator' },
    {
      run: 'volume group create --name all lot __DEFAULT__',
      prints: { Name: 'all' },
      saves: { all: 'ID' },
      until: ['groups', 'all', 'available'],
    },
    { run: 'volume group list', lists: [{ ID: '$all', Name: 'all', Status: 'available' }] },
    { run: 'volume group set --name whole $all' },
    { run: 'volume group snapshot create $all', refused: /Source group cannot be empty/ },
    { run: 'volume group snapshot list', lists: [] },
    { run: 'volume group delete $all', until: ['groups', 'all', 'gone'] },
    { run: 'volume group type delete lot', as: 'operator' },
  ],
};
