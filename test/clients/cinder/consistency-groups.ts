import type { Chapter } from '../support/line.js';

const id = '0a1b2c3d-0000-4000-8000-00000000000c';
const none = /ERROR/;

/** What groups have replaced is no resource at all. */
export const consistencyGroups: Chapter = {
  title: 'consistency groups',
  lines: [
    { run: 'consisgroup-list', refused: none },
    { run: 'cgsnapshot-list', refused: none },
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
