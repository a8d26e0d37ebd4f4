import { randomUUID } from 'node:crypto';
import { Requests } from '../../../test/support/bench-requests.js';
import { CommandBench } from '../../../test/support/command-bench.js';
import { CreateAttachment } from '../create-attachment/create-attachment.command.js';
import { DetachVolume } from './detach-volume.command.js';

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.start();
});
afterAll(() => bench.close());

const user = new Requests('detach-project');
const service = new Requests('detach-project', { is_service: true });

/** A volume that one server has twice, as in a live migration. */
const attachedTwice = async (): Promise<string> => {
  const { id } = await bench.execute(user.createVolume());
  await bench.settle();
  const input = { volume_id: id, instance_uuid: randomUUID(), connector: null, mode: null };
  for (const _ of [1, 2]) await bench.execute(new CreateAttachment(user.context, input));
  return id;
};

describe('DetachVolume', () => {
  it('names the attachments that it cannot tell apart, to services in their own words', async () => {
    const volume = await attachedTwice();
    await expect(bench.execute(new DetachVolume(user.context, volume, null))).rejects.toMatchObject({
      code: 'ConflictNovaUsingAttachment',
    });
    await expect(bench.execute(new DetachVolume(service.context, volume, null))).rejects.toMatchObject({
      message:
        'Invalid volume: Detach volume failed: More than one attachment, but no attachment_id provided.',
    });
  });

  it('refuses one that is gone, but is content with it for a service and touches no other', async () => {
    const volume = await attachedTwice();
    const gone = randomUUID();
    await expect(bench.execute(new DetachVolume(user.context, volume, gone))).rejects.toMatchObject({
      code: 'ConflictNovaUsingAttachment',
    });
    await bench.execute(new DetachVolume(service.context, volume, gone));
    expect(await bench.volume(volume)).toMatchObject({
      status: 'reserved',
      attachments: [expect.anything(), expect.anything()],
    });
  });
});
