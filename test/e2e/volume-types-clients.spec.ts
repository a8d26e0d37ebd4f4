import { project } from '../support/e2e-client.js';
import { CinderClient, describeWithClients, OpenStackClient } from '../support/e2e-command-clients.js';
import { TestService } from '../support/e2e-service.js';

/** Every command of both clients that is about volume types, QoS specs and default types. */
describeWithClients('volume types', () => {
  let service: TestService;
  let cinder: CinderClient;
  let openstack: OpenStackClient;
  const ids: Record<string, string> = {};
  const id = (name: string): string => ids[name] ?? `the chapter that makes ${name} failed`;

  beforeAll(async () => {
    service = await TestService.start();
    cinder = new CinderClient(service);
    openstack = new OpenStackClient(service);
  });
  afterAll(() => service?.remove());

  const first = async (...parameters: readonly string[]) => (await cinder.rows(...parameters))[0] ?? {};

  it('cinder makes, shows and changes them', async () => {
    const made = await first('type-create', 'gold', '--description', 'fast');
    expect(made).toMatchObject({ Name: 'gold', Description: 'fast', Is_Public: 'True' });
    ids['gold'] = made['ID'] ?? '';
    expect(await cinder.refusal('type-create', 'gold')).toContain(
      'Volume Type gold already exists. (HTTP 409)',
    );
    await cinder.text('type-key', 'gold', 'set', 'tier=1', 'colour=red');
    await cinder.text('type-key', 'gold', 'unset', 'colour');
    expect((await cinder.properties('type-show', 'gold'))['extra_specs']).toBe('tier : 1');
    const specs = { ID: id('gold'), Name: 'gold', extra_specs: "{'tier': '1'}" };
    expect(await cinder.rows('extra-specs-list')).toContainEqual(specs);
    expect(await first('type-update', id('gold'), '--name', 'gilt')).toMatchObject({ Name: 'gilt' });
    const names = (await cinder.rows('type-list')).map((row) => row['Name']);
    expect(names.toSorted()).toEqual(['__DEFAULT__', 'gilt']);
    expect(await first('type-default')).toMatchObject({ Name: '__DEFAULT__' });
  });

  it('cinder lets projects in to private ones', async () => {
    ids['closed'] = (await first('type-create', 'closed', '--is-public', 'false'))['ID'] ?? '';
    const who = ['--volume-type', 'closed', '--project-id', project];
    await cinder.text('type-access-add', ...who);
    expect(await cinder.rows('type-access-list', '--volume-type', 'closed')).toEqual([
      { Volume_type_ID: id('closed'), Project_ID: project },
    ]);
    await cinder.text('type-access-remove', ...who);
    expect(await cinder.refusal('type-access-remove', ...who)).toContain('Volume type access not found');
  });

  it('cinder says how they are encrypted', async () => {
    const how = ['--cipher', 'aes-xts-plain64', '--key_size', '256', '--control_location', 'front-end'];
    const encryption = { Provider: 'luks', Cipher: 'aes-xts-plain64', 'Control Location': 'front-end' };
    const made = await first('encryption-type-create', 'closed', 'luks', ...how);
    expect(made).toMatchObject({ 'Volume Type ID': id('closed'), 'Key Size': '256', ...encryption });
    expect(await first('encryption-type-list')).toMatchObject(encryption);
    await cinder.text('encryption-type-update', 'closed', '--key-size', '512');
    expect(await first('encryption-type-show', 'closed')).toMatchObject({ 'Key Size': '512', ...encryption });
    await cinder.text('encryption-type-delete', 'closed');
    expect(await cinder.rows('encryption-type-list')).toEqual([]);
  });

  it('cinder gives projects default types', async () => {
    expect(await cinder.properties('default-type-set', 'gilt', project)).toMatchObject({
      volume_type_id: id('gold'),
    });
    expect(await first('default-type-list')).toEqual({ 'Volume Type ID': id('gold'), 'Project ID': project });
    expect(await cinder.properties('create', '1', '--name', 'v')).toMatchObject({ volume_type: 'gilt' });
    expect(await cinder.refusal('type-delete', 'gilt')).toContain('is a default volume type');
    await cinder.text('default-type-unset', project);
    expect(await cinder.refusal('type-delete', 'gilt')).toContain('Target volume type is still in use.');
    expect(await cinder.refusal('type-key', 'gilt', 'set', 'a=b')).toContain('currently in use');
  });

  it('cinder limits what projects use of them', async () => {
    await cinder.text('quota-update', project, '--volumes', '1', '--volume-type', 'gilt');
    expect(await cinder.properties('quota-show', project)).toMatchObject({
      volumes_gilt: '1',
      volumes: '100',
    });
    expect(await cinder.refusal('create', '1', '--volume-type', 'gilt')).toContain(
      "Maximum number of volumes allowed (1) exceeded for quota 'volumes_gilt'.",
    );
  });

  it('cinder makes QoS specs and gives them to types', async () => {
    const { id: qos = '' } = await cinder.properties('qos-create', 'quick', 'consumer=both', 'iops=500');
    expect(await first('qos-list')).toMatchObject({ ID: qos, Consumer: 'both', specs: "{'iops': '500'}" });
    await cinder.text('qos-key', qos, 'set', 'burst=9');
    await cinder.text('qos-key', qos, 'unset', 'iops');
    expect(await cinder.properties('qos-show', qos)).toMatchObject({ name: 'quick', specs: 'burst : 9' });
    await cinder.text('qos-associate', qos, id('gold'));
    expect(await first('qos-get-association', qos)).toMatchObject({ Name: 'gilt', ID: id('gold') });
    expect(await cinder.refusal('qos-delete', qos)).toContain('Qos specs still in use.');
    await cinder.text('qos-disassociate', qos, id('gold'));
    await cinder.text('qos-associate', qos, id('gold'));
    await cinder.text('qos-disassociate-all', qos);
    await cinder.text('qos-delete', '--force', 'true', qos);
    expect(await cinder.rows('qos-list')).toEqual([]);
  });

  it('openstack does the same in its own words', async () => {
    const encryption = ['--encryption-provider', 'luks', '--encryption-cipher', 'aes-xts-plain64'];
    const keys = ['--encryption-key-size', '256', '--encryption-control-location', 'front-end'];
    await openstack.text('volume', 'type', 'create', 'silver', '--private', ...encryption, ...keys);
    await openstack.text('volume', 'type', 'set', 'silver', '--description', 'd', '--property', 'a=b');
    const shown = ['volume', 'type', 'show', 'silver'] as const;
    expect(await openstack.json(...shown, '--encryption-type')).toMatchObject({
      description: 'd',
      is_public: false,
      properties: { a: 'b' },
      encryption: { provider: 'luks', cipher: 'aes-xts-plain64', key_size: 256 },
    });
    await openstack.text('volume', 'type', 'unset', 'silver', '--property', 'a', '--encryption-type');
    expect(await openstack.json(...shown)).toMatchObject({ properties: {}, qos_specs_id: null });
    const types = await openstack.json<{ Name: string }[]>('volume', 'type', 'list', '--private');
    expect(types.map(({ Name }) => Name)).toEqual(['silver', 'closed']);
  });

  it('openstack knows QoS specs as well', async () => {
    const made = ['--consumer', 'front-end', '--property', 'iops=5'];
    await openstack.text('volume', 'qos', 'create', 'slow', ...made);
    await openstack.text('volume', 'qos', 'associate', 'slow', 'silver');
    await openstack.text('volume', 'qos', 'set', 'slow', '--property', 'burst=1');
    await openstack.text('volume', 'qos', 'unset', 'slow', '--property', 'iops');
    expect(await openstack.json('volume', 'qos', 'list')).toMatchObject([
      { Name: 'slow', Consumer: 'front-end', Associations: ['silver'], Properties: { burst: '1' } },
    ]);
    await openstack.text('volume', 'qos', 'disassociate', 'slow', '--all');
    await openstack.text('volume', 'qos', 'delete', 'slow');
    await openstack.text('volume', 'type', 'delete', 'silver');
    expect(await openstack.refusal('volume', 'type', 'show', 'silver')).toMatch(/silver/);
  });
});
