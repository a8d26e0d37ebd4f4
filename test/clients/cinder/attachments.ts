import type { Chapter } from '../support/line.js';

const server = '0a1b2c3d-0000-4000-8000-00000000000b';

export const attachments: Chapter = {
  title: 'attachments',
  lines: [
    { run: 'create 1 --name root', saves: 'root', until: ['volumes', 'root', 'available'] },
    {
      run: `attachment-create --connect False $root ${server}`,
      prints: { volume_id: '$root', instance: server, status: 'reserved' },
      saves: 'attachment',
    },
    { run: 'attachment-list', lists: [{ ID: '$attachment', 'Volume ID': '$root', Status: 'reserved' }] },
    { run: 'attachment-list', as: 'bob', lists: [] },
    { run: 'attachment-show $attachment', prints: { id: '$attachment', status: 'reserved' } },
    { run: 'attachment-update --host compute-1 --ip 127.0.0.1 $attachment', prints: { status: 'attaching' } },
    { run: 'attachment-complete $attachment' },
    { run: 'show root', prints: { status: 'in-use' } },
    { run: 'delete root', refused: /failed|Invalid/ },
    { run: 'attachment-delete $attachment' },
    { run: 'show root', prints: { status: 'available' } },
    { run: 'delete root', until: ['volumes', 'root', 'gone'] },
  ],
};
