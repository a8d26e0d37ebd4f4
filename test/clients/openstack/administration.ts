import type { Chapter } from '../support/line.js';

export const administration: Chapter = {
  title: 'services, quotas, transfers and attachments',
  lines: [
    {
      run: 'volume service list',
      as: 'operator',
      lists: [{ Binary: 'cinder-backup', Status: 'enabled', State: 'up' }],
    },
    { run: 'volume service set --disable --disable-reason upgrade $host cinder-backup', as: 'operator' },
    { run: 'volume service set --enable $host cinder-backup', as: 'operator' },
    { run: 'volume host set --disable $backend', as: 'operator' },
    { run: 'volume host set --enable $backend', as: 'operator' },
    { run: 'block storage cluster list', as: 'operator', lists: [] },
    { run: 'block storage cluster show none', as: 'operator', refused: /could not be found/ },
    { run: 'block storage cluster set --enable none', as: 'operator', refused: /could not be found/ },
    { run: 'block storage resource filter list', lists: [{ Resource: 'volume' }] },
    { run: 'availability zone list --volume', lists: [{ 'Zone Name': 'nova', 'Zone Status': 'available' }] },
    { run: 'volume create --size 1 gift', saves: 'gift', until: ['volumes', 'gift', 'available'] },
    {
      run: 'volume transfer request create --name handover gift',
      saves: { handover: 'id', key: 'auth_key' },
    },
    { run: 'volume transfer request list', lists: [{ ID: '$handover', Name: 'handover' }] },
    { run: 'volume transfer request show handover', prints: { id: '$handover', volume_id: '$gift' } },
    { run: 'volume transfer request delete handover' },
    { run: 'volume transfer request create gift', saves: { again: 'id', key: 'auth_key' } },
    { run: 'volume transfer request accept --auth-key $key $again', as: 'bob' },
    { run: 'volume show $gift', as: 'bob', prints: { status: 'available' } },
    { run: 'volume attachment list', lists: [] },
    { run: 'volume attachment show 0a1b2c3d-0000-4000-8000-00000000000a', refused: /could not be found/ },
    { run: 'volume attachment complete 0a1b2c3d-0000-4000-8000-00000000000a', refused: /could not be found/ },
    { run: 'volume attachment delete 0a1b2c3d-0000-4000-8000-00000000000a', refused: /could not be found/ },
    {
      run: 'volume attachment set --host h 0a1b2c3d-0000-4000-8000-00000000000a',
      refused: /could not be found/,
    },
    { run: 'volume migrate --host nowhere@file#file $gift', as: 'operator', refused: /./ },
    { run: 'volume delete $gift', as: 'bob', until: ['volumes', 'gift', 'gone'] },
    { run: 'consistency group list', refused: /could not be found/ },
    { run: 'consistency group snapshot list', refused: /could not be found/ },
  ],
};
