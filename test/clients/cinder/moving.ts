import type { Chapter, Line } from '../support/line.js';

const byOperator = (lines: readonly Line[]): readonly Line[] =>
  lines.map((line) => ({ as: 'operator', ...line }));

export const moving: Chapter = {
  title: 'volumes that come, go and move',
  lines: byOperator([
    { run: 'create 1 --name stray', saves: 'stray', until: ['volumes', 'stray', 'available'] },
    { run: 'unmanage $stray', until: ['volumes', 'stray', 'gone'] },
    { run: 'manageable-list $pool', lists: [{ reference: /source-name/ }] },
    {
      run: 'manage --name back $pool volume-$stray',
      saves: 'back',
      until: ['volumes', 'back', 'available'],
    },
    { run: 'delete $back', until: ['volumes', 'back', 'gone'] },
    { run: 'create 1 --name wanderer', saves: 'wanderer', until: ['volumes', 'wanderer', 'available'] },
    {
      run: 'snapshot-create wanderer --name halt',
      saves: 'halt',
      until: ['snapshots', 'halt', 'available'],
    },
    { run: 'snapshot-unmanage $halt', until: ['snapshots', 'halt', 'gone'] },
    { run: 'snapshot-manageable-list $pool', lists: [{ reference: /source-name/ }] },
    {
      run: 'snapshot-manage --name again $wanderer snapshot-$halt',
      saves: 'again',
      until: ['snapshots', 'again', 'available'],
    },
    { run: 'snapshot-delete $again', until: ['snapshots', 'again', 'gone'] },
    { run: 'migrate wanderer nowhere@file#file', says: /Invalid host: No available service/ },
    { run: 'delete wanderer', until: ['volumes', 'wanderer', 'gone'] },
  ]),
};
