import { ApiClient, type Answer } from '../support/e2e-client.js';
import { Cloud } from '../support/e2e-cloud.js';
import { TestService } from '../support/e2e-service.js';

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/;
const bad = (message: string): object => ({ badRequest: { code: 400, message } });

/** docs/extensions.md, over the wire. */
describe('holds of backups', () => {
  let service: TestService;
  let cloud: Cloud;
  let id: string;
  beforeAll(async () => {
    service = await TestService.start();
    cloud = new Cloud(new ApiClient(service));
    const volume = await cloud.volume();
    await service.shorten(volume.id);
    ({ id } = await cloud.backup(volume.id));
  }, 60_000);
  afterAll(() => service?.remove());

  const act = (body: object, backup = id): Promise<Answer> =>
    cloud.api.ask(`/backups/${backup}/action`, { method: 'POST', body, microversion: '3.0' });
  const shown = async (): Promise<unknown> => (await cloud.api.ask(`/backups/${id}/hold`)).body;

  it('are made, shown, in the way of deletes, and released', async () => {
    expect(await shown()).toEqual({ hold: null });
    const { status, body } = await act({ hold: { reason: 'case 12', until: null } });
    const held = {
      hold: { reason: 'case 12', until: null, user_id: 'admin', held_at: expect.stringMatching(moment) },
    };
    expect([status, body]).toEqual([200, held]);
    expect(await shown()).toEqual(held);
    const refusal = bad('Invalid backup: The backup is held by user admin until it is released: case 12');
    const plain = await cloud.api.ask(`/backups/${id}`, { method: 'DELETE' });
    expect([plain.status, plain.body]).toEqual([400, refusal]);
    const forced = await act({ 'os-force_delete': {} });
    expect([forced.status, forced.body]).toEqual([400, refusal]);
    const released = await act({ release_hold: {} });
    expect([released.status, released.body]).toEqual([200, { hold: null }]);
    expect(await shown()).toEqual({ hold: null });
  });

  it('have an end in any zone, which is told in UTC', async () => {
    const { body } = await act({ hold: { reason: 'audit', until: '2100-01-01T02:00:00+02:00' } });
    expect(body).toMatchObject({ hold: { until: '2100-01-01T00:00:00.000000' } });
    expect((await act({ release_hold: null })).body).toEqual({ hold: null });
  });

  it.each([
    [{ reason: 'x', until: 'soon' }, "Invalid input received: 'until' must be an ISO 8601 time, not 'soon'."],
    [
      { reason: 'x', until: '2020-01-01' },
      "Invalid input received: 'until' of a hold must be in the future.",
    ],
    [
      { until: null },
      "Invalid input for field/attribute hold. Value: {'until': None}. 'reason' is a required property",
    ],
    [
      { reason: 'x', for: 'ever' },
      "Invalid input for field/attribute hold. Value: {'reason': 'x', 'for': 'ever'}. Additional properties are not allowed ('for' was unexpected)",
    ],
  ])('%j is refused', async (hold, message) => {
    const { status, body } = await act({ hold });
    expect([status, body]).toEqual([400, bad(message)]);
  });

  it('of a backup that is not there are 404', async () => {
    const missing = '3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01';
    const fault = { itemNotFound: { code: 404, message: `Backup ${missing} could not be found.` } };
    for (const body of [{ hold: { reason: 'x' } }, { release_hold: {} }]) {
      const answer = await act(body, missing);
      expect([answer.status, answer.body]).toEqual([404, fault]);
    }
    expect((await cloud.api.ask(`/backups/${missing}/hold`)).body).toEqual(fault);
  });
});
