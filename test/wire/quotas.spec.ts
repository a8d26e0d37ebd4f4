import { TestService } from '../support/e2e-service.js';
import { Correspondence } from './support/correspondence.js';
import { Story } from './support/story.js';

const project = '00000000000000000000000000000abc';
const quotaSet = `/v3/${project}/os-quota-sets/${project}`;
const classSet = `/v3/${project}/os-quota-class-sets/default`;
const headers = {
  'X-Auth-Token': `admin:${project}`,
  'OpenStack-API-Version': 'volume 3.70',
  'Content-Type': 'application/json',
};
/** The volume that the recorded requests name. */
const v1 = 'c7ec5438-ae76-4666-8850-ab921bc215d2';

type Limits = Readonly<Record<string, number>>;

/** The recorded service had a second type, with limits of its own. */
const withoutSecondType = Object.fromEntries(
  ['volumes', 'gigabytes', 'snapshots'].map((name) => [`quota_set.${name}_t-1795229656`, 'a second type']),
);

/** Quotas as a running Cinder answered, over the same usage, and what is told of them in the specification. */
describe('quotas', () => {
  let service: TestService;
  let story: Story;
  beforeAll(async () => {
    service = await TestService.start({
      quota_volumes: 10,
      quota_backups: 10,
      backup_compression_algorithm: 'none',
    });
    story = new Story(Number(new URL(service.url).port), new Correspondence([]), withoutSecondType);
    await makeWhatTheRecordedOneHad();
  }, 60_000);
  afterAll(() => service?.remove());

  const create = async (collection: string, body: object): Promise<string> => {
    const member = collection.slice(0, -1);
    const made = await story.call('POST', `/v3/${collection}`, { [member]: body });
    const { id } = made[member] as { id: string };
    await story.until(collection, id, 'available');
    return id;
  };
  const makeWhatTheRecordedOneHad = async (): Promise<void> => {
    const volume = await create('volumes', { size: 1 });
    story.ids.bind(v1, volume);
    for (const size of [1, 1, 1, 2]) await create('volumes', { size });
    await create('snapshots', { volume_id: volume });
    for (let n = 0; n < 3; n += 1) await create('backups', { volume_id: volume });
  };
  const put = async (target: string, body: object): Promise<{ status: number; message: string }> => {
    const { status, text } = await story.send('PUT', target, { headers, body: JSON.stringify(body) });
    return {
      status,
      message: (JSON.parse(text) as { badRequest?: { message: string } }).badRequest?.message ?? '',
    };
  };
  const limits = async (target: string): Promise<Limits> => {
    const body = await story.call('GET', target);
    return (body['quota_set'] ?? body['quota_class_set']) as Limits;
  };

  it.each([
    '127-quota-set-update',
    '128-err-413-backup-quota',
    '129-quota-set-update-2',
    '131-quota-set-update-3',
    '132-err-413-volume-quota',
    '133-limits-near-quota',
  ])('%s', (name) => story.expect(name));

  it('shows them with what is used', async () => {
    const { quota_set } = await story.call('GET', `${quotaSet}?usage=True`);
    expect(quota_set).toMatchObject({
      volumes: { limit: 1, in_use: 5, reserved: 0 },
      backup_gigabytes: { limit: 3, in_use: 3, reserved: 0 },
      snapshots: { limit: 10, in_use: 1, reserved: 0 },
    });
  });

  it('refuses to lower a limit of its own below what is used, and takes none of that request', async () => {
    const refused = await put(quotaSet, { quota_set: { snapshots: 7, volumes: 2 } });
    const message =
      'Quota volumes limit must be equal or greater than existing resources. ' +
      'Current usage is 5 and the requested limit is 2.';
    expect(refused).toEqual({ status: 400, message });
    expect(await limits(quotaSet)).toMatchObject({ snapshots: 10, volumes: 1 });
  });

  it.each([
    [{ quota_set: { backups: 'x' } }, 'backups must be an integer'],
    [{ quota_set: { backups: -2 } }, 'backups must be >= -1'],
    [{ quota_set: { nonsense: 1 } }, 'Invalid input received: Bad key(s) in quota set: nonsense'],
    [{}, "'quota_set' is a required property"],
  ])('refuses %j', async (body, message) =>
    expect(await put(quotaSet, body)).toEqual({ status: 400, message }),
  );

  it('135-quota-set-delete', async () => {
    await story.expect('135-quota-set-delete');
    expect(await limits(quotaSet)).toMatchObject({ volumes: 10, backups: 10, backup_gigabytes: 1000 });
    await story.expect('135-quota-set-delete');
  });

  it('limits the size of one volume', async () => {
    await story.call('PUT', quotaSet, { quota_set: { per_volume_gigabytes: 2 } });
    const body = JSON.stringify({ volume: { size: 3 } });
    const { status, text } = await story.send('POST', `/v3/${project}/volumes`, { headers, body });
    expect(status).toBe(413);
    expect(text).toContain(
      'VolumeSizeExceedsLimit: Requested volume size 3G is larger than maximum allowed limit 2G.',
    );
    await story.call('DELETE', quotaSet);
  });

  it('lets the class default stand behind every project', async () => {
    const { quota_class_set } = await story.call('PUT', classSet, {
      quota_class_set: { volumes: 6, backups: '4' },
    });
    expect(quota_class_set).toMatchObject({ volumes: 6, backups: 4, snapshots: 10 });
    expect(quota_class_set).not.toHaveProperty('id');
    expect(await limits(classSet)).toMatchObject({ volumes: 6, id: 'default' });
    expect(await limits(`/v3/${project}/os-quota-class-sets/other`)).toMatchObject({
      volumes: 6,
      id: 'other',
    });
    expect(await limits(`${quotaSet}/defaults`)).toMatchObject({ volumes: 6, backups: 4 });
    expect(await limits(`/v3/${project}/os-quota-sets/a%20project`)).toMatchObject({ volumes: 6 });
    await create('volumes', { size: 1 });
    await story.call('PUT', quotaSet, { quota_set: { backups: 5 } });
    expect(await limits(quotaSet)).toMatchObject({ volumes: 6, backups: 5 });
  });

  it('refuses what the class would go beyond', async () => {
    const body = JSON.stringify({ volume: { size: 1 } });
    const { status, text } = await story.send('POST', `/v3/${project}/volumes`, { headers, body });
    expect([status, text]).toEqual([
      413,
      expect.stringContaining("allowed (6) exceeded for quota 'volumes'."),
    ]);
  });

  it.each([
    [{ nonsense: 1 }, 'Invalid input received: Bad key(s) in quota class set: nonsense'],
    [
      { volumes: -2 },
      'Invalid input for field/attribute volumes. Value: -2. -2 is less than the minimum of -1',
    ],
    [{ volumes: 'x' }, "Invalid input for field/attribute volumes. Value: x. 'x' does not match '^[0-9]*$'"],
  ])('refuses %j for a class', async (quota_class_set, message) =>
    expect(await put(classSet, { quota_class_set })).toEqual({ status: 400, message }),
  );

  it('keeps them over a restart', async () => {
    await service.kill();
    await service.restart();
    const again = new Story(Number(new URL(service.url).port), new Correspondence([]), {});
    const { quota_set } = await again.call('GET', quotaSet);
    expect(quota_set).toMatchObject({ volumes: 6, backups: 5 });
  });
});
