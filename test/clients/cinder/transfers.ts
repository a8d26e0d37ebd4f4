import type { Chapter } from '../support/line.js';

export const transfers: Chapter = {
  title: 'transfers',
  lines: [
    { run: 'create 1 --name gift', saves: 'gift', until: ['volumes', 'gift', 'available'] },
    {
      run: 'transfer-create gift --name handover',
      prints: { name: 'handover', volume_id: '$gift' },
      saves: { handover: 'id', key: 'auth_key' },
    },
    { run: 'show gift', prints: { status: 'awaiting-transfer' } },
    { run: 'transfer-list', lists: [{ ID: '$handover', 'Volume ID': '$gift', Name: 'handover' }] },
    { run: 'transfer-list', as: 'bob', lists: [] },
    { run: 'transfer-show $handover', prints: { id: '$handover', volume_id: '$gift' } },
    { run: 'transfer-accept $handover wrong', as: 'bob', refused: /ERROR/ },
    { run: 'transfer-accept $handover $key', as: 'bob', prints: { volume_id: '$gift' } },
    { run: 'show $gift', as: 'bob', prints: { status: 'available' } },
    { run: 'show $gift', refused: /No volume with a name or ID/ },
    { run: 'transfer-create $gift', as: 'bob', saves: 'back' },
    { run: 'transfer-delete $back', as: 'bob' },
    { run: 'delete $gift', as: 'bob', until: ['volumes', 'gift', 'gone'] },
  ],
};
