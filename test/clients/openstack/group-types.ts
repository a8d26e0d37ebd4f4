import type { Chapter } from '../support/line.js';

export const groupTypes: Chapter = {
  title: 'group types',
  lines: [
    {
      run: 'volume group type create --private --description together bunch',
      as: 'operator',
      prints: { Name: 'bunch', 'Is Public': 'false', Description: 'together' },
    },
    { run: 'volume group type list', hides: [{ Name: 'bunch' }] },
    { run: 'volume group type list --default', refused: /Default group type can not be found/ },
    {
      run: 'volume group type set --property tier=1 --property other=2 bunch',
      as: 'operator',
    },
    // It prints what was there before properties are changed.
    { run: 'volume group type set --description apart bunch', as: 'operator', says: /tier/ },
    { run: 'volume group type set --no-property bunch', as: 'operator' },
    {
      run: 'volume group type set --public --name bundle bunch',
      as: 'operator',
      says: /Is Public\s+\|\s+True/,
    },
    { run: 'volume group type list', lists: [{ Name: 'bundle' }] },
    { run: 'volume group type delete bundle', as: 'operator' },
    { run: 'volume group type list', hides: [{ Name: 'bundle' }] },
  ],
};
