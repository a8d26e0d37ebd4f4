import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AttachVolume } from '../../src/commands/attach-volume/attach-volume.command.js';
import { VolumeBackendError } from '../../src/drivers/volume/port.js';
import { filledVolume } from '../support/bench-givens.js';
import { belongingsOf } from '../support/bench-order.js';
import { Requests } from '../support/bench-requests.js';
import { eventually } from '../support/eventually.js';
import { CommandBench } from '../support/command-bench.js';
import { crashEverywhere } from '../support/crash-sweep.js';

/** Writes into a file without a pause, until it is ended. */
const writerCode = `
  const { openSync, writeSync } = require('node:fs');
  const file = openSync(process.argv[1], 'r+');
  process.stdout.write('writing');
  for (let n = 0; ; n = (n + 1) % 15) writeSync(file, Buffer.alloc(4000, Math.random() * 256), 0, 4000, n * 4000);
`;

const writeOn = async (path: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['-e', writerCode, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout !== null) await once(child.stdout, 'data');
  return child;
};
const end = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

const kinds = [
  ['volume', false],
  ['snapshot', true],
] as const;

describe.each(kinds)('A backup of a volume in use, by a temporary %s', (kind, useTempSnapshot) => {
  let bench: CommandBench;
  let by: Requests;
  beforeAll(async () => {
    bench = await CommandBench.start({ useTempSnapshot });
  });
  afterAll(() => bench.close());
  beforeEach(() => {
    by = new Requests(`project-${randomUUID()}`);
  });

  const inUse = async (): Promise<string> => {
    const { volume } = await filledVolume(bench, by);
    const input = { instance_uuid: null, host_name: 'compute-1', mountpoint: '/dev/vdb', mode: 'rw' };
    await bench.execute(new AttachVolume(by.context, volume, input));
    return volume;
  };
  const tempPath = (id: string): string =>
    kind === 'volume'
      ? bench.volumePath(id)
      : join(bench.directory, 'volumes', 'snapshots', `snapshot-${id}`);
  const temporaries = () => {
    const { volumes, snapshots } = belongingsOf(bench, by.project);
    return [...volumes, ...snapshots].filter(({ use_quota }) => !use_quota);
  };

  it('holds exactly the bytes of the copy, however much is written meanwhile', async () => {
    const volume = await inUse();
    const moment = join(bench.directory, `moment-${kind}`);
    bench.process.backupFaults.run('backup', async () => {
      const [temp] = temporaries();
      if (temp === undefined) throw new Error('nothing temporary is there');
      expect(temp).toMatchObject({
        status: kind === 'volume' ? 'backing-up' : 'available',
        display_name: `backup-${kind === 'volume' ? 'vol' : 'snap'}-${volume}`,
        project_id: by.project,
      });
      await copyFile(tempPath(temp.id), moment);
    });
    const writer = await writeOn(bench.volumePath(volume));
    try {
      const { id } = await bench.execute(by.createBackup(volume, { force: true }));
      expect(await bench.volume(volume)).toMatchObject({ status: 'backing-up', previous_status: 'in-use' });
      await bench.settle();
      expect(await bench.backup(id)).toMatchObject({ status: 'available', temp: null });
      expect((await bench.stored(id)).equals(await readFile(moment))).toBe(true);
    } finally {
      await end(writer);
    }
    expect(await bench.volume(volume)).toMatchObject({ status: 'in-use', previous_status: 'backing-up' });
    expect(temporaries()).toEqual([]);
  });

  it.each(['attached', 'made'])('that fails before its copy is %s leaves nothing behind', async (when) => {
    const volume = await inUse();
    const failure = new VolumeBackendError('the backend is out of order');
    const make = kind === 'volume' ? 'createClonedVolume' : 'createSnapshot';
    if (when === 'made') bench.process.volumeFaults.fail(make, failure);
    else bench.process.connectorFaults.fail('connect', failure);
    const { id } = await bench.execute(by.createBackup(volume, { force: true }));
    await bench.settle();
    expect(await bench.backup(id)).toMatchObject({
      status: 'error',
      fail_reason: failure.message,
      temp: null,
    });
    expect(await bench.volume(volume)).toMatchObject({
      status: 'in-use',
      previous_status: 'error_backing-up',
      snapshot_ids: [],
    });
    expect(temporaries()).toEqual([]);
  });

  it('ends though its copy cannot be removed yet, and removes it later', async () => {
    const volume = await inUse();
    const remove = kind === 'volume' ? 'deleteVolume' : 'deleteSnapshot';
    bench.process.volumeFaults.fail(remove, new VolumeBackendError('busy'), 2);
    const { id } = await bench.execute(by.createBackup(volume, { force: true }));
    await eventually(async () => expect((await bench.backup(id)).status).toBe('available'));
    await eventually(async () => {
      await bench.reconcile();
      expect(temporaries()).toEqual([]);
    });
    await bench.settle();
  });

  it('is charged for the backup alone', async () => {
    const volume = await inUse();
    let charged: unknown;
    bench.process.backupFaults.run('backup', async () => {
      charged = (await bench.quota(by.project)).in_use;
    });
    await bench.execute(by.createBackup(volume, { force: true }));
    await bench.settle();
    const { volumes, snapshots = 0, backups } = charged as Record<string, number>;
    expect({ volumes, snapshots, backups }).toEqual({ volumes: 1, snapshots: 0, backups: 1 });
  });

  it('survives a crash at every append', async () => {
    const survived = await crashEverywhere(
      bench,
      {
        prepare: async (_bench, requests) => {
          by = requests;
          return inUse();
        },
        act: (_bench, requests, volume) => bench.execute(requests.createBackup(volume, { force: true })),
        check: async (_bench, requests) => {
          for (const { status, temp } of belongingsOf(bench, requests.project).backups) {
            expect({ status, temp }).toEqual({ status: 'available', temp: null });
          }
          expect(temporaries()).toEqual([]);
        },
      },
      kind === 'volume' ? 5 : 6,
    );
    expect(survived).toBeGreaterThan(15);
  }, 240_000);
});
