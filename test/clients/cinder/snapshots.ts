import type { Chapter } from '../support/line.js';

export const snapshots: Chapter = {
  title: 'snapshots',
  lines: [
    { run: 'create 1 --name base', saves: 'base', until: ['volumes', 'base', 'available'] },
    {
      run: 'snapshot-create base --name before --description d --metadata a=1',
      prints: { name: 'before', volume_id: '$base', size: '1' },
      saves: 'before',
      until: ['snapshots', 'before', 'available'],
    },
    {
      run: 'snapshot-list',
      lists: [{ ID: '$before', 'Volume ID': '$base', Status: 'available', Name: 'before' }],
    },
    { run: 'snapshot-list --all-tenants', as: 'operator', lists: [{ ID: '$before' }] },
    { run: 'snapshot-list', as: 'bob', lists: [] },
    { run: 'snapshot-show before', prints: { id: '$before', status: 'available', description: 'd' } },
    { run: 'snapshot-rename before earlier --description e' },
    { run: 'snapshot-metadata earlier set b=2' },
    { run: 'snapshot-metadata-show earlier', prints: { a: '1', b: '2' } },
    { run: 'snapshot-metadata earlier unset a' },
    { run: 'snapshot-metadata-update-all earlier c=3', prints: { metadata: /'c': '3'/ } },
    { run: 'delete base', refused: /snapshots|dependent|failed/ },
    {
      run: 'create 1 --name again --snapshot-id $before',
      saves: 'again',
      until: ['volumes', 'again', 'available'],
    },
    { run: 'revert-to-snapshot earlier', until: ['volumes', 'base', 'available'] },
    { run: 'snapshot-reset-state --state error $before', as: 'operator' },
    { run: 'snapshot-show earlier', prints: { status: 'error' } },
    { run: 'snapshot-delete --force $before', as: 'operator', until: ['snapshots', 'before', 'gone'] },
    { run: 'snapshot-create again --name other', saves: 'other', until: ['snapshots', 'other', 'available'] },
    { run: 'snapshot-delete other', until: ['snapshots', 'other', 'gone'] },
    { run: 'delete base again', until: ['volumes', 'again', 'gone'] },
  ],
};
