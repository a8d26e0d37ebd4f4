import type { Chapter } from '../support/line.js';

export const backups: Chapter = {
  title: 'backups',
  lines: [
    { run: 'volume create --size 1 data', saves: 'data', until: ['volumes', 'data', 'available'] },
    {
      run: 'volume backup create --name monday --description full data',
      saves: 'monday',
      until: ['backups', 'monday', 'available'],
    },
    {
      run: 'volume backup create --name tuesday --incremental data',
      saves: 'tuesday',
      until: ['backups', 'tuesday', 'available'],
    },
    { run: 'volume backup list', lists: [{ ID: '$monday', Name: 'monday' }, { ID: '$tuesday' }] },
    { run: 'volume backup list', as: 'bob', lists: [] },
    { run: 'volume backup show tuesday', prints: { id: '$tuesday', is_incremental: 'true' } },
    { run: 'volume backup set --name tue --description d --property e=5 tuesday' },
    { run: 'volume backup unset --property e tue' },
    {
      run: 'volume backup record export $tuesday',
      as: 'operator',
      saves: { service: 'backup_service', record: 'backup_url' },
    },
    { run: 'volume backup record import $service $record', as: 'operator', refused: /exist|Invalid/ },
    { run: 'volume backup set --state error $tuesday', as: 'operator' },
    { run: 'volume backup delete tue', until: ['backups', 'tuesday', 'gone'] },
    { run: 'volume backup delete monday', until: ['backups', 'monday', 'gone'] },
    { run: 'volume message list', lists: [] },
    { run: 'volume message show 0a1b2c3d-0000-4000-8000-00000000000a', refused: /could not be found/ },
    {
      run: 'volume message delete 0a1b2c3d-0000-4000-8000-00000000000a',
      refused: /Failed to delete/,
    },
    { run: 'volume delete data', until: ['volumes', 'data', 'gone'] },
  ],
};
