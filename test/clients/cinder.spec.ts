import { spawnSync } from 'node:child_process';
import { describeWith } from '../support/test-setup.js';
import { attachments } from './cinder/attachments.js';
import { backups } from './cinder/backups.js';
import { consistencyGroups } from './cinder/consistency-groups.js';
import { groupSnapshots } from './cinder/group-snapshots.js';
import { groupTypes } from './cinder/group-types.js';
import { groups } from './cinder/groups.js';
import { moving } from './cinder/moving.js';
import { qos } from './cinder/qos.js';
import { quotas } from './cinder/quotas.js';
import { services } from './cinder/services.js';
import { snapshots } from './cinder/snapshots.js';
import { transfers } from './cinder/transfers.js';
import { types } from './cinder/types.js';
import { volumes } from './cinder/volumes.js';
import { cinder } from './support/clients.js';
import { onStage } from './support/on-stage.js';
import { comparedWithRecorded } from './support/recorded-answers.js';

const chapters = [
  volumes,
  snapshots,
  backups,
  types,
  qos,
  transfers,
  attachments,
  quotas,
  services,
  moving,
  groupTypes,
  groups,
  consistencyGroups,
  groupSnapshots,
];

/** Commands that are not played, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'bash-completion': 'asks no service',
  help: 'asks no service',
};

describeWith('keystone', 'cinder, with Keystone', () => {
  const exchanges = onStage(cinder, chapters);

  it('has every command of the client', () => {
    const { stdout } = spawnSync('cinder', ['help'], { encoding: 'utf8' });
    const known = [...stdout.matchAll(/^ {4}([a-z][a-z-]+)(?: |$)/gm)].map(([, command]) => command);
    const played = new Set(chapters.flatMap(({ lines }) => lines.map(({ run }) => run.split(' ')[0])));
    expect(known.length).toBeGreaterThan(100);
    expect(known.filter((command) => !played.has(command) && !Object.hasOwn(leftOut, command ?? ''))).toEqual(
      [],
    );
  });

  it('gets answers like those of a real Cinder, wherever one was recorded', () => {
    const { calls, differences } = comparedWithRecorded(exchanges());
    expect(calls.size).toBeGreaterThan(20);
    expect(differences).toEqual([]);
  });
});
