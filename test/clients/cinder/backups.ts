import type { Chapter } from '../support/line.js';

export const backups: Chapter = {
  title: 'backups',
  lines: [
    { run: 'create 1 --name data', saves: 'data', until: ['volumes', 'data', 'available'] },
    {
      run: 'backup-create data --name monday --description full --metadata a=1',
      prints: { name: 'monday', volume_id: '$data' },
      saves: 'monday',
      until: ['backups', 'monday', 'available'],
    },
    {
      run: 'backup-create data --name tuesday --incremental',
      saves: 'tuesday',
      until: ['backups', 'tuesday', 'available'],
    },
    {
      run: 'backup-list',
      lists: [
        { ID: '$monday', Name: 'monday' },
        { ID: '$tuesday', Status: 'available' },
      ],
    },
    { run: 'backup-list', as: 'bob', lists: [] },
    { run: 'backup-list --all-tenants', as: 'operator', lists: [{ ID: '$monday' }] },
    {
      run: 'backup-show monday',
      prints: { id: '$monday', has_dependent_backups: 'True', is_incremental: 'False' },
    },
    { run: 'backup-update monday --name mon --description d' },
    { run: 'backup-show mon', prints: { id: '$monday', description: 'd' } },
    { run: 'backup-delete mon', refused: /[Ii]ncremental|failed/ },
    {
      run: 'backup-export $tuesday',
      as: 'operator',
      prints: { backup_service: 'cinder.backup.drivers.posix.PosixBackupDriver' },
      saves: { service: 'backup_service', url: 'backup_url' },
    },
    { run: 'backup-import $service $url', as: 'operator', refused: /exists|already|Invalid/ },
    {
      run: 'backup-restore tuesday --name restored',
      saves: { restored: 'volume_id' },
      until: ['volumes', 'restored', 'available'],
    },
    { run: 'backup-reset-state --state error $tuesday', as: 'operator' },
    { run: 'backup-show tuesday', prints: { status: 'error' } },
    { run: 'backup-delete tuesday', until: ['backups', 'tuesday', 'gone'] },
    {
      run: 'create 1 --name third --backup-id $monday',
      saves: 'third',
      until: ['volumes', 'third', 'available'],
    },
    { run: 'backup-delete mon', until: ['backups', 'monday', 'gone'] },
    { run: 'delete data restored third', until: ['volumes', 'third', 'gone'] },
    { run: 'message-list', lists: [] },
    { run: 'message-show 0a1b2c3d-0000-4000-8000-00000000000a', refused: /could not be found|No message/ },
    {
      run: 'message-delete 0a1b2c3d-0000-4000-8000-00000000000a',
      refused: /could not be found|Unable|No message/,
    },
  ],
};
