import { spawnSync } from 'node:child_process';
import { describeWith } from '../support/test-setup.js';
import { administration } from './openstack/administration.js';
import { backups } from './openstack/backups.js';
import { groupTypes } from './openstack/group-types.js';
import { groups } from './openstack/groups.js';
import { types } from './openstack/types.js';
import { volumes } from './openstack/volumes.js';
import { openstack } from './support/clients.js';
import { onStage } from './support/on-stage.js';

const chapters = [volumes, backups, types, groupTypes, groups, administration];

/** Commands that are not played, and why. */
const leftOut = new Map([
  [/^volume attachment create$/, 'asks the compute service for the server first'],
  [/^block storage resource filter show$/, 'this release of the client fails on reading its own list'],
  [/^volume backup restore$/, 'this release of the client cannot print the answer of 3.0 and later'],
  [
    /^volume group type show$/,
    'this release of the client asks itself for an argument that it does not take',
  ],
  [/^volume group show$/, 'this release of the client calls what its library does not have'],
  [/^consistency group (?!.*list$)/, 'is no resource at all; the lists are played'],
]);

describeWith('keystone', 'openstack, with Keystone', () => {
  onStage(openstack, chapters);

  it('has every volume command of the client', () => {
    const { stdout } = spawnSync('openstack', ['command', 'list', '-f', 'json'], { encoding: 'utf8' });
    const listed = JSON.parse(stdout) as readonly { readonly Commands: readonly string[] | string }[];
    const known = listed
      .flatMap(({ Commands }) => (typeof Commands === 'string' ? Commands.split('\n') : Commands))
      .filter((command) => /^(volume|block storage|consistency group) /.test(command));
    const played = chapters.flatMap(({ lines }) => lines.map(({ run }) => `${run} `));
    const missing = known.filter(
      (command) =>
        !played.some((line) => line.startsWith(`${command} `)) &&
        ![...leftOut.keys()].some((pattern) => pattern.test(command)),
    );
    expect(known.length).toBeGreaterThan(60);
    expect(missing).toEqual([]);
  });
});
