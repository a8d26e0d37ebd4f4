import { TestService } from '../support/e2e-service.js';
import { Correspondence } from './support/correspondence.js';
import { Story } from './support/story.js';

const project = '00000000000000000000000000000abc';
const quotaSet = `/v3/${project}/os-quota-sets/${project}`;
const headers = { 'X-Auth-Token': `admin:${project}`, 'Content-Type': 'application/json' };

interface Made {
  readonly id: string;
}

/** What volumes of one type may use (spec 7.1), whatever the type is called meanwhile. */
describe('the quota of a type', () => {
  let service: TestService;
  let story: Story;
  beforeAll(async () => {
    service = await TestService.start();
    story = new Story(Number(new URL(service.url).port), new Correspondence([]), {});
  }, 60_000);
  afterAll(() => service?.remove());

  const make = async (name: string): Promise<string> => {
    const { volume_type } = await story.call('POST', '/v3/types', { volume_type: { name } });
    return (volume_type as Made).id;
  };
  const create = async (body: object): Promise<string> => {
    const { volume } = await story.call('POST', '/v3/volumes', { volume: body });
    const { id } = volume as Made;
    await story.until('volumes', id, 'available');
    return id;
  };
  const refusal = async (volume: object): Promise<string> => {
    const body = JSON.stringify({ volume });
    const { status, text } = await story.send('POST', `/v3/${project}/volumes`, { headers, body });
    expect(status).toBe(413);
    return (JSON.parse(text) as { overLimit: { message: string } }).overLimit.message;
  };
  const usage = async (): Promise<Readonly<Record<string, unknown>>> =>
    (await story.call('GET', `${quotaSet}?usage=True`))['quota_set'] as Readonly<Record<string, unknown>>;

  it('is there for every type, without a limit at first', async () => {
    await make('gold');
    const { quota_set } = await story.call('GET', quotaSet);
    expect(quota_set).toMatchObject({ volumes_gold: -1, gigabytes_gold: -1, snapshots_gold: -1 });
  });

  it('limits volumes, their sizes and snapshots of that type only', async () => {
    const limits = { volumes_gold: 1, gigabytes_gold: 4, snapshots_gold: 1 };
    await story.call('PUT', quotaSet, { quota_set: limits });
    const id = await create({ size: 1, volume_type: 'gold' });
    await create({ size: 1 });
    expect(await refusal({ size: 1, volume_type: 'gold' })).toBe(
      "VolumeLimitExceeded: Maximum number of volumes allowed (1) exceeded for quota 'volumes_gold'.",
    );
    expect(await refusal({ size: 9, volume_type: 'gold' })).toBe(
      'VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes_gold quota. ' +
        'Requested 9G, quota is 4G and 1G has been consumed.',
    );
    await story.call('POST', '/v3/snapshots', { snapshot: { volume_id: id } });
    const body = JSON.stringify({ snapshot: { volume_id: id } });
    const { status, text } = await story.send('POST', `/v3/${project}/snapshots`, { headers, body });
    expect([status, text]).toEqual([413, expect.stringContaining('SnapshotLimitExceeded')]);
  });

  it('goes with the type to another name, and with its volumes', async () => {
    const { volume_types } = await story.call('GET', '/v3/types?name=gold');
    const [{ id } = { id: '' }] = volume_types as Made[];
    await story.call('PUT', `/v3/types/${id}`, { volume_type: { name: 'gilt' } });
    expect(await usage()).toMatchObject({
      volumes_gilt: { limit: 1, in_use: 1, reserved: 0 },
      gigabytes_gilt: { limit: 4, in_use: 2, reserved: 0 },
    });
    expect(await usage()).not.toHaveProperty('volumes_gold');
    const { volumes } = await story.call('GET', `/v3/volumes/detail?volume_type_id=${id}`);
    expect(volumes).toMatchObject([{ volume_type: 'gilt' }]);
    const [{ id: volumeId } = { id: '' }] = volumes as Made[];
    const { volume } = await story.call('GET', `/v3/volumes/${volumeId}`);
    expect(volume).toMatchObject({ volume_type: 'gilt' });
    expect(await refusal({ size: 1, volume_type: 'gilt' })).toContain("for quota 'volumes_gilt'.");
    await story.call('PUT', quotaSet, { quota_set: { volumes_gilt: 2 } });
    expect(await usage()).toMatchObject({ volumes_gilt: { limit: 2 } });
    await create({ size: 1, volume_type: 'gilt' });
    expect(await usage()).toMatchObject({ volumes_gilt: { in_use: 2 }, gigabytes_gilt: { in_use: 3 } });
  });

  it('begins anew for another type of the name that is free again', async () => {
    await make('gold');
    expect(await usage()).toMatchObject({
      volumes_gold: { limit: -1, in_use: 0 },
      volumes_gilt: { limit: 2, in_use: 2 },
    });
    await create({ size: 1, volume_type: 'gold' });
    expect(await usage()).toMatchObject({ volumes_gold: { in_use: 1 }, volumes_gilt: { in_use: 2 } });
    await story.call('PUT', `/v3/${project}/os-quota-class-sets/default`, {
      quota_class_set: { volumes_gold: 1 },
    });
    expect(await refusal({ size: 1, volume_type: 'gold' })).toContain("for quota 'volumes_gold'.");
  });
});
