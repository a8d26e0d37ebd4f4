import type { Chapter } from '../support/line.js';

export const quotas: Chapter = {
  title: 'quotas and limits',
  lines: [
    { run: 'quota-show $garden', as: 'bob', prints: { volumes: '100', gigabytes: '1000' } },
    { run: 'quota-defaults $garden', as: 'bob', prints: { volumes: '100' } },
    { run: 'quota-update $garden --volumes 1', as: 'bob', refused: /Policy doesn't allow/ },
    { run: 'quota-update $garden --volumes 1', as: 'operator', prints: { volumes: '1' } },
    { run: 'create 1 --name one', as: 'bob', saves: 'one', until: ['volumes', 'one', 'available'] },
    { run: 'create 1 --name two', as: 'bob', refused: /VolumeLimitExceeded/ },
    { run: 'quota-usage $garden', as: 'operator', lists: [{ Type: 'volumes', In_use: '1', Limit: '1' }] },
    { run: 'absolute-limits', as: 'bob', prints: { maxTotalVolumes: '1', totalVolumesUsed: '1' } },
    { run: 'rate-limits', as: 'bob', lists: [] },
    { run: 'quota-delete $garden', as: 'operator' },
    { run: 'quota-class-show default', as: 'operator', prints: { volumes: '100' } },
    { run: 'quota-class-update default --snapshots 20', as: 'operator' },
    { run: 'quota-class-show default', as: 'operator', prints: { snapshots: '20' } },
    { run: 'delete one', as: 'bob', until: ['volumes', 'one', 'gone'] },
  ],
};
