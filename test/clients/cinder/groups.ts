import type { Chapter } from '../support/line.js';

const id = '0a1b2c3d-0000-4000-8000-00000000000c';
const none = /ERROR/;

/** Asking for a group that is not there says so. Consistency groups are no resource at all. */
export const groups: Chapter = {
  title: 'groups',
  lines: [
    { run: 'group-list', lists: [] },
    { run: 'group-snapshot-list', lists: [] },
    { run: 'consisgroup-list', refused: none },
    { run: 'cgsnapshot-list', refused: none },
    { run: `group-create ${id} __DEFAULT__`, refused: none },
    { run: `group-create-from-src --source-group ${id}`, refused: none },
    { run: `group-show ${id}`, refused: none },
    { run: `group-update ${id} --name x`, refused: none },
    { run: `group-delete ${id}`, refused: none },
    { run: `group-enable-replication ${id}`, as: 'operator', refused: none },
    { run: `group-disable-replication ${id}`, as: 'operator', refused: none },
    { run: `group-failover-replication ${id}`, as: 'operator', refused: none },
    { run: `group-list-replication-targets ${id}`, as: 'operator', refused: none },
    { run: `group-snapshot-create ${id}`, refused: none },
    { run: `group-snapshot-show ${id}`, refused: none },
    { run: `group-snapshot-delete ${id}`, refused: none },
    { run: 'consisgroup-create __DEFAULT__', refused: none },
    { run: `consisgroup-create-from-src --source-cg ${id}`, refused: none },
    { run: `consisgroup-show ${id}`, refused: none },
    { run: `consisgroup-update ${id} --name x`, refused: none },
    { run: `consisgroup-delete ${id}`, refused: none },
    { run: `cgsnapshot-create ${id}`, refused: none },
    { run: `cgsnapshot-show ${id}`, refused: none },
    { run: `cgsnapshot-delete ${id}`, refused: none },
  ],
};
