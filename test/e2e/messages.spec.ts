import { ApiClient } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';

interface MessageView {
  readonly id: string;
  readonly resource_uuid: string;
  readonly created_at: string;
  readonly guaranteed_until: string;
}
interface Page {
  readonly messages: readonly MessageView[];
  readonly messages_links?: readonly { readonly href: string }[];
}

describe('user messages', () => {
  let service: TestService;
  let api: ApiClient;
  let failed: readonly string[];

  /** No host is in that zone: a create that fails after its 202. */
  const failedBackup = async (cloud: Cloud): Promise<string> => {
    const volume = await cloud.volume();
    const id = await cloud.startBackup(volume.id, { availability_zone: 'mars' });
    await eventually(async () => expect((await cloud.show('backups', id)).status).toBe('error'));
    return id;
  };

  beforeAll(async () => {
    service = await TestService.start();
    api = new ApiClient(service);
    const cloud = new Cloud(api);
    failed = [await failedBackup(cloud), await failedBackup(cloud)];
  }, 60_000);
  afterAll(() => service?.remove());

  const list = (query = '', microversion?: string): Promise<Page> =>
    api.json<Page>(`/messages${query}`, microversion === undefined ? {} : { microversion });
  const named = ({ messages }: Page): readonly string[] => messages.map(({ resource_uuid }) => resource_uuid);

  it('are listed newest first, and shown', async () => {
    const page = await list();
    expect(named(page)).toEqual(failed.toReversed());
    const [first] = page.messages;
    expect(first).toMatchObject({
      event_id: 'VOLUME_VOLUME_BACKUP_013_024',
      user_message: 'create backup:Backup failed to schedule. Service not found for creating backup.',
      message_level: 'ERROR',
      resource_type: 'VOLUME_BACKUP',
      request_id: expect.stringMatching(/^req-/),
      links: [{ rel: 'self' }, { rel: 'bookmark' }],
    });
    const days = (text = ''): number => Date.parse(`${text}Z`) / 86_400_000;
    expect(days(first?.guaranteed_until) - days(first?.created_at)).toBeCloseTo(30, 3);
    expect(await api.json(`/messages/${first?.id}`)).toEqual({ message: first });
  });

  it('are filtered, sorted and paged from 3.5 on', async () => {
    expect(named(await list(`?resource_uuid=${failed[0]}`))).toEqual([failed[0]]);
    expect(named(await list('?event_id=VOLUME_VOLUME_BACKUP_015_026'))).toEqual([]);
    expect(named(await list('?sort=guaranteed_until:asc'))).toEqual(failed);
    const page = await list('?limit=1');
    expect(named(page)).toEqual([failed[1]]);
    expect(page.messages_links?.[0]?.href).toContain(`marker=${page.messages[0]?.id}`);
    expect(named(await list(`?marker=${page.messages[0]?.id}`))).toEqual([failed[0]]);
    expect(named(await list('?limit=1&sort=created_at:asc', '3.4'))).toHaveLength(1);
    expect(named(await list(`?resource_uuid=${failed[0]}`, '3.3'))).toEqual(failed.toReversed());
    expect((await api.ask('/messages', { microversion: '3.2' })).status).toBe(404);
  });

  it('are nobody else his, and deleted once', async () => {
    const [message] = (await list()).messages;
    const path = `/messages/${message?.id}`;
    const other = new ApiClient(service, '0000000000000000000000000000beef');
    expect(await other.json('/messages')).toEqual({ messages: [] });
    const removed = await api.ask(path, { method: 'DELETE' });
    expect([removed.status, removed.text]).toEqual([204, '']);
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await api.ask(path, { method });
      const text = `Message ${message?.id} could not be found.`;
      expect([status, body]).toEqual([404, { itemNotFound: { code: 404, message: text } }]);
    }
    expect(named(await list())).toEqual([failed[0]]);
  });
});
