import type { Chapter } from '../support/line.js';

export const groupTypes: Chapter = {
  title: 'group types',
  lines: [
    { run: 'group-type-list', lists: [] },
    { run: 'group-type-default', refused: /Default group type can not be found/ },
    { run: 'group-type-create bunch', refused: /Policy doesn't allow group:group_types:create/ },
    {
      run: 'group-type-create bunch --description together --is-public False',
      as: 'operator',
      lists: [{ Name: 'bunch', Description: 'together' }],
    },
    { run: 'group-type-create bunch', as: 'operator', refused: /Group Type bunch already exists/ },
    {
      run: 'group-type-key bunch set consistent_group_snapshot_enabled=false tier=1',
      as: 'operator',
    },
    { run: 'group-specs-list', as: 'operator', lists: [{ Name: 'bunch', group_specs: /'tier': '1'/ }] },
    { run: 'group-type-key bunch unset tier', as: 'operator' },
    {
      run: 'group-type-show bunch',
      as: 'operator',
      prints: {
        name: 'bunch',
        is_public: 'False',
        description: 'together',
        group_specs: /^consistent_group_snapshot_enabled : false$/,
      },
      saves: 'bunch',
    },
    { run: 'group-type-list', hides: [{ Name: 'bunch' }] },
    { run: 'group-type-show $bunch', refused: /No grouptype with a name or ID/ },
    { run: 'group-specs-list', hides: [{ Name: 'bunch' }] },
    {
      run: 'group-type-update $bunch --name bundle --description apart --is-public True',
      as: 'operator',
      lists: [{ Name: 'bundle', Description: 'apart' }],
    },
    { run: 'group-type-list', lists: [{ ID: '$bunch', Name: 'bundle', Description: 'apart' }] },
    { run: 'group-type-show bundle', prints: { id: '$bunch', is_public: 'True' } },
    { run: 'group-type-delete bundle', refused: /./ },
    { run: 'group-type-delete bundle', as: 'operator' },
    { run: 'group-type-list', hides: [{ Name: 'bundle' }] },
  ],
};
