import type { Chapter } from '../support/line.js';

export const services: Chapter = {
  title: 'services, hosts and pools',
  lines: [
    { run: 'version-list', lists: [{ Id: 'v3.0', Status: 'CURRENT' }] },
    { run: 'api-version', lists: [{ ID: 'v3.0' }] },
    { run: 'availability-zone-list', lists: [{ Name: 'nova', Status: 'available' }] },
    { run: 'list-extensions', lists: [{ Alias: 'os-extended-services' }] },
    { run: 'service-list', refused: /Policy doesn't allow/ },
    {
      run: 'service-list --binary cinder-backup',
      as: 'operator',
      lists: [{ Binary: 'cinder-backup', Status: 'enabled', State: 'up' }],
    },
    {
      run: 'service-disable $host cinder-backup --reason upgrade',
      as: 'operator',
      lists: [{ Status: 'disabled' }],
    },
    { run: 'service-enable $host cinder-backup', as: 'operator', lists: [{ Status: 'enabled' }] },
    { run: 'service-get-log --binary cinder-api', as: 'operator', lists: [{ Binary: 'cinder-api' }] },
    { run: 'service-set-log --binary cinder-api INFO', as: 'operator' },
    { run: 'get-pools --detail', as: 'operator', prints: { name: /@.*#/ } },
    { run: 'get-capabilities $backend', as: 'operator', prints: { vendor_name: /./ } },
    { run: 'freeze-host $backend', as: 'operator' },
    { run: 'thaw-host $backend', as: 'operator' },
    { run: 'failover-host $backend', as: 'operator', refused: /ERROR/ },
    { run: 'cluster-list', as: 'operator', lists: [] },
    { run: 'cluster-show none', as: 'operator', refused: /could not be found/ },
    { run: 'cluster-enable none', as: 'operator', refused: /could not be found/ },
    { run: 'cluster-disable none', as: 'operator', refused: /could not be found/ },
    { run: 'work-cleanup', as: 'operator' },
  ],
};
