import { TestService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';
import { ask } from './support/ask.js';

const nobody = '11111111-2222-4333-8444-555555555555';

/** spec/api-core.md 2.7 and 3.3: small actions, every word of their answers. */
describe('what a user says of a volume', () => {
  let service: TestService;
  let id = '';

  const send = async (method: string, target: string, body?: object, version = 'volume 3.71') => {
    const { status, text, headers } = await ask(Number(new URL(service.url).port), {
      method,
      target,
      headers: {
        'Content-Type': 'application/json',
        'X-Auth-Token': 'admin:abc',
        'OpenStack-API-Version': version,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const type = headers['content-type'];
    return { status, body: (text === '' ? null : JSON.parse(text)) as unknown, type };
  };
  const act = (body: object, version?: string, on = id) =>
    send('POST', `/v3/volumes/${on}/action`, body, version);
  const shown = async (): Promise<Readonly<Record<string, unknown>>> =>
    ((await send('GET', `/v3/volumes/${id}`)).body as { volume: Record<string, unknown> }).volume;
  const becomes = (collection: string, one: string, wanted: string): Promise<void> =>
    eventually(async () => {
      const { body } = await send('GET', `/v3/${collection}/${one}`);
      expect(body).toMatchObject({ [collection.slice(0, -1)]: { status: wanted } });
    });
  const fault = (status: number, message: string) => ({
    status,
    type: 'application/json',
    body: { [status === 404 ? 'itemNotFound' : 'badRequest']: { code: status, message } },
  });

  beforeAll(async () => {
    service = await TestService.start({ host: 'one' });
    const { body } = await send('POST', '/v3/volumes', { volume: { size: 1, metadata: { tier: 'gold' } } });
    id = (body as { volume: { id: string } }).volume.id;
    await becomes('volumes', id, 'available');
  }, 60_000);
  afterAll(() => service?.remove());

  it('a readonly flag is shown among the metadata, but is none of them', async () => {
    expect((await shown())['metadata']).toEqual({ tier: 'gold' });
    const empty = { status: 202, body: null, type: 'application/json' };
    expect(await act({ 'os-update_readonly_flag': { readonly: true } })).toEqual(empty);
    expect((await shown())['metadata']).toEqual({ tier: 'gold', readonly: 'True' });
    const own = await send('GET', `/v3/volumes/${id}/metadata`);
    expect(own.body).toEqual({ metadata: { tier: 'gold' } });
    expect(await act({ 'os-attach': { mountpoint: '/dev/vdb', host_name: 'h', mode: 'rw' } })).toEqual(
      fault(400, `Invalid attaching mode 'rw' for volume ${id}.`),
    );
    expect(await act({ 'os-update_readonly_flag': { readonly: 'no' } })).toEqual(empty);
    expect((await shown())['metadata']).toEqual({ tier: 'gold', readonly: 'False' });
  });

  it('a readonly flag is set on an available volume only', async () => {
    await act({ 'os-reset_status': { status: 'error' } });
    expect(await act({ 'os-update_readonly_flag': { readonly: true } })).toEqual(
      fault(
        400,
        `Invalid volume: Volume ${id} status must be available to update readonly flag, but current status is: error.`,
      ),
    );
    await act({ 'os-reset_status': { status: 'available' } });
  });

  it('a bootable flag is a text', async () => {
    const empty = { status: 200, body: null, type: 'application/json' };
    expect(await act({ 'os-set_bootable': { bootable: '1' } })).toEqual(empty);
    expect((await shown())['bootable']).toBe('true');
    expect(await act({ 'os-set_bootable': { bootable: false } })).toEqual(empty);
    expect((await shown())['bootable']).toBe('false');
    await act({ 'os-reset_status': { status: 'maintenance' } });
    const refusal = 'Invalid volume: The volume cannot be updated during maintenance.';
    expect(await act({ 'os-set_bootable': { bootable: true } })).toEqual(fault(400, refusal));
    await act({ 'os-reset_status': { status: 'available' } });
  });

  it('image metadata are merged, shown and removed', async () => {
    const none = fault(404, `Glance metadata for volume/snapshot ${id} cannot be found.`);
    expect(await act({ 'os-show_image_metadata': {} })).toEqual(none);
    expect(await shown()).not.toHaveProperty('volume_image_metadata');
    const set = (metadata: object) => act({ 'os-set_image_metadata': { metadata } });
    expect((await set({ image_name: 'a', min_ram: '0' })).body).toEqual({
      metadata: { image_name: 'a', min_ram: '0' },
    });
    const both = { image_name: 'b', min_ram: '0' };
    expect((await set({ image_name: 'b' })).body).toEqual({ metadata: both });
    expect(await act({ 'os-show_image_metadata': null })).toEqual({
      status: 200,
      body: { metadata: both },
      type: 'application/json',
    });
    expect((await shown())['volume_image_metadata']).toEqual(both);
    const unset = (key: string) => act({ 'os-unset_image_metadata': { key } });
    expect(await unset('min_ram')).toEqual({ status: 200, body: null, type: 'text/html; charset=UTF-8' });
    expect(await unset('min_ram')).toEqual(none);
    expect((await shown())['volume_image_metadata']).toEqual({ image_name: 'b' });
    expect(await set({ long: 'x'.repeat(65_536) })).toMatchObject({ status: 400 });
    await unset('image_name');
    expect(await act({ 'os-show_image_metadata': {} })).toEqual(none);
  });

  it('images cannot be written or read, for there is no image service', async () => {
    expect(await act({ 'os-volume_upload_image': { image_name: 'x' } })).toEqual(
      fault(400, 'Connection to glance failed: no image service is configured'),
    );
    const reimage = { 'os-reimage': { image_id: nobody } };
    expect(await act(reimage)).toEqual(fault(404, `Image ${nobody} could not be found.`));
    expect(await act(reimage, 'volume 3.67')).toEqual(fault(404, 'The resource could not be found.'));
    expect(await act({ 'os-extend_volume_completion': {} })).toEqual(
      fault(400, 'Invalid volume: Volume is not being extended.'),
    );
  });

  it.each([
    'os-update_readonly_flag',
    'os-set_bootable',
    'os-set_image_metadata',
    'os-unset_image_metadata',
    'os-show_image_metadata',
    'os-volume_upload_image',
    'os-extend_volume_completion',
  ])('%s of a volume that is not there is 404', async (name) => {
    const bodies: Readonly<Record<string, object>> = {
      'os-update_readonly_flag': { readonly: true },
      'os-set_bootable': { bootable: true },
      'os-set_image_metadata': { metadata: {} },
      'os-unset_image_metadata': { key: 'k' },
      'os-volume_upload_image': { image_name: 'x' },
    };
    const missing = fault(404, `Volume ${nobody} could not be found.`);
    expect(await act({ [name]: bodies[name] ?? {} }, undefined, nobody)).toEqual(missing);
  });

  it('a snapshot is told its status by whoever makes or removes it', async () => {
    const { body } = await send('POST', '/v3/snapshots', { snapshot: { volume_id: id } });
    const { id: one } = (body as { snapshot: { id: string } }).snapshot;
    await becomes('snapshots', one, 'available');
    const tell = (status: string, progress?: string) =>
      send('POST', `/v3/snapshots/${one}/action`, {
        'os-update_snapshot_status': { status, ...(progress === undefined ? {} : { progress }) },
      });
    const reset = (status: string) =>
      send('POST', `/v3/snapshots/${one}/action`, { 'os-reset_status': { status } });
    expect(await tell('error')).toEqual(
      fault(400, 'Snapshot status available not allowed for update_snapshot_status'),
    );
    await reset('creating');
    expect(await tell('deleting')).toEqual(
      fault(400, 'Provided snapshot status deleting not allowed for snapshot with status creating.'),
    );
    const html = 'text/html; charset=UTF-8';
    expect(await tell('error', '80%')).toEqual({ status: 202, body: null, type: html });
    expect((await send('GET', `/v3/snapshots/${one}`)).body).toMatchObject({
      snapshot: { status: 'error', 'os-extended-snapshot-attributes:progress': '80%' },
    });
    await reset('deleting');
    expect(await tell('error_deleting')).toMatchObject({ status: 202 });
    expect(await tell('deleting', 'half')).toMatchObject({ status: 400 });
  });
});
