import { ChangeImageMetadata } from '../../src/commands/change-image-metadata/change-image-metadata.command.js';
import { SetVolumeFlag } from '../../src/commands/set-volume-flag/set-volume-flag.command.js';
import { belongingsOf } from '../support/bench-order.js';
import { groupFromSnapshot, groupOf, takeGroupSnapshot } from '../support/bench-group-snapshots.js';
import { filledVolume } from '../support/bench-givens.js';
import { Requests } from '../support/bench-requests.js';
import { CommandBench } from '../support/command-bench.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

const image = { image_name: 'debian', min_disk: '1' };
const makeBootable = async (by: Requests, volume: string): Promise<void> => {
  await bench.execute(new SetVolumeFlag(by.context, volume, 'bootable', true));
  await bench.execute(new ChangeImageMetadata(by.context, volume, { kind: 'set', entries: image }));
};

describe('copies of a volume', () => {
  it.each(['volume', 'snapshot'] as const)('boot as it does, made from a %s', async (source) => {
    const by = new Requests(`boots-from-${source}`);
    const { volume } = await filledVolume(bench, by);
    await makeBootable(by, volume);
    const { id: snapshot } = await bench.execute(by.createSnapshot(volume));
    await bench.settle();
    const origin = source === 'volume' ? { source_volid: volume } : { snapshot_id: snapshot };
    const copy = await bench.execute(by.createVolume(origin));
    expect(copy).toMatchObject({ bootable: true, image_metadata: image });
    await bench.settle();
  });

  it('do not, made from what it was before', async () => {
    const by = new Requests('boots-later');
    const { volume } = await filledVolume(bench, by);
    const { id: snapshot } = await bench.execute(by.createSnapshot(volume));
    await bench.settle();
    await makeBootable(by, volume);
    const copy = await bench.execute(by.createVolume({ snapshot_id: snapshot }));
    expect(copy).toMatchObject({ bootable: false, image_metadata: {} });
    await bench.settle();
  });

  it('take nothing of a volume that is not bootable', async () => {
    const by = new Requests('boots-never');
    const { volume } = await filledVolume(bench, by);
    await bench.execute(new ChangeImageMetadata(by.context, volume, { kind: 'set', entries: image }));
    const copy = await bench.execute(by.createVolume({ source_volid: volume }));
    expect(copy).toMatchObject({ bootable: false, image_metadata: {} });
    await bench.settle();
  });

  it('boot as it does in a group that is made of a group snapshot', async () => {
    const by = new Requests('boots-in-groups');
    const { group, volumes } = await groupOf(bench, by);
    await makeBootable(by, volumes[0] ?? '');
    const { id } = await bench.execute(takeGroupSnapshot(by, group));
    await bench.settle();
    const { id: copy } = await bench.execute(groupFromSnapshot(by, id));
    await bench.settle();
    const copies = belongingsOf(bench, by.project).volumes.filter(({ group_id }) => group_id === copy);
    expect(copies.map(({ bootable, image_metadata }) => ({ bootable, image_metadata }))).toEqual(
      expect.arrayContaining([
        { bootable: true, image_metadata: image },
        { bootable: false, image_metadata: {} },
      ]),
    );
  });
});
