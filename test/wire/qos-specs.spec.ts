import { TestService } from '../support/e2e-service.js';
import { ask } from './support/ask.js';

const project = '00000000000000000000000000000abc';
const headers = { 'X-Auth-Token': `admin:${project}`, 'Content-Type': 'application/json' };

interface Qos {
  readonly qos_specs: { readonly id: string };
  readonly links: readonly { readonly rel: string; readonly href: string }[];
}

/** What the specification tells of QoS specs (5.2). */
describe('QoS specs', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await TestService.start();
  }, 60_000);
  afterAll(() => service?.remove());

  const call = async (method: string, path: string, body?: object) => {
    const target = `/v3/${project}/${path}`;
    const port = Number(new URL(service.url).port);
    const { status, text } = await ask(port, { method, target, headers, body: body && JSON.stringify(body) });
    return { status, text };
  };
  const shown = async (path: string): Promise<unknown> => JSON.parse((await call('GET', path)).text);
  const make = async (qos_specs: object): Promise<Qos> =>
    JSON.parse((await call('POST', 'qos-specs', { qos_specs })).text) as Qos;
  const makeType = async (name: string): Promise<string> => {
    const { text } = await call('POST', 'types', { volume_type: { name } });
    return (JSON.parse(text) as { volume_type: { id: string } }).volume_type.id;
  };
  const refused = (status: number, key: string, message: string) => ({
    status,
    text: JSON.stringify({ [key]: { code: status, message } }),
  });
  const bad = (message: string) => refused(400, 'badRequest', message);
  const missing = (message: string) => refused(404, 'itemNotFound', message);

  it('are made, shown and changed', async () => {
    const made = await make({ name: ' fast ', iops: '500' });
    const { id } = made.qos_specs;
    expect(made.qos_specs).toEqual({ id, name: 'fast', consumer: 'back-end', specs: { iops: '500' } });
    expect(made.links.map(({ rel }) => rel)).toEqual(['self', 'bookmark']);
    expect(made.links[0]?.href).toBe(`${service.url}/v3/${project}/qos_specs/${id}`);
    expect(await shown(`qos-specs/${id}`)).toEqual(made);
    const changes = { qos_specs: { consumer: 'both', burst: '9' } };
    expect(await call('PUT', `qos-specs/${id}`, changes)).toEqual({
      status: 200,
      text: JSON.stringify(changes),
    });
    const whole = { id, name: 'fast', consumer: 'both', specs: { iops: '500', burst: '9' } };
    expect(await shown('qos-specs')).toEqual({ qos_specs: [whole] });
    const unset = await call('PUT', `qos-specs/${id}/delete_keys`, { keys: ['burst'] });
    expect(unset).toEqual({ status: 202, text: '' });
    expect(await call('PUT', `qos-specs/${id}/delete_keys`, { keys: ['iops', 'burst'] })).toEqual(
      missing(`QoS spec ${id} has no spec with key burst.`),
    );
    expect(await shown('qos-specs?consumer=both&name=fast')).toEqual({
      qos_specs: [{ ...whole, specs: { iops: '500' } }],
    });
  });

  it('have names of their own and a consumer that exists', async () => {
    await make({ name: 'once' });
    expect(await call('POST', 'qos-specs', { qos_specs: { name: 'once' } })).toEqual(
      refused(409, 'conflictingRequest', 'QoS Specs once already exists.'),
    );
    const wrong = await call('POST', 'qos-specs', { qos_specs: { name: 'wrong', consumer: 'nobody' } });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('Invalid qos specs: ')]);
    expect(await call('POST', 'qos-specs', { qos_specs: { name: '  ' } })).toEqual(
      bad("An invalid 'name' value was provided. The 'name' can not be empty."),
    );
  });

  it('are found, or not', async () => {
    const type = await makeType('lonely');
    for (const [method, path, body] of [
      ['GET', 'qos-specs/nope'],
      ['PUT', 'qos-specs/nope', { qos_specs: { a: 'b' } }],
      ['DELETE', 'qos-specs/nope'],
      ['PUT', 'qos-specs/nope/delete_keys', { keys: ['a'] }],
      ['GET', 'qos-specs/nope/associations'],
      ['GET', `qos-specs/nope/associate?vol_type_id=${type}`],
      ['GET', `qos-specs/nope/disassociate?vol_type_id=${type}`],
      ['GET', 'qos-specs/nope/disassociate_all'],
      ['GET', 'qos-specs?marker=nope'],
    ] as const) {
      expect([path, await call(method, path, body)]).toEqual([path, missing('No such QoS spec nope.')]);
    }
  });

  it('are associated with types, each of which has one at most', async () => {
    const [gold, silver] = [await makeType('gold'), await makeType('silver')];
    const first = (await make({ name: 'first' })).qos_specs.id;
    const second = (await make({ name: 'second' })).qos_specs.id;
    const change = (id: string, what: string, type: string) =>
      call('GET', `qos-specs/${id}/${what}?vol_type_id=${type}`);
    for (const type of [gold, silver, gold]) {
      expect(await change(first, 'associate', type)).toEqual({ status: 202, text: '' });
    }
    const association = (name: string, id: string) => ({ association_type: 'volume_type', name, id });
    expect(await shown(`qos-specs/${first}/associations`)).toEqual({
      qos_associations: [association('gold', gold), association('silver', silver)],
    });
    expect(await shown(`types/${gold}`)).toMatchObject({ volume_type: { qos_specs_id: first } });
    const taken = `Type ${gold} is already associated with another qos specs: ${first}`;
    expect(await change(second, 'associate', gold)).toEqual(bad(`Invalid volume type: ${taken}`));
    expect(await change(first, 'associate', 'nope')).toEqual(missing('Volume type nope could not be found.'));
    expect(await call('GET', `qos-specs/${first}/associate`)).toEqual(
      bad('Volume Type id must not be None.'),
    );
    expect((await change(first, 'disassociate', gold)).status).toBe(202);
    expect((await change(second, 'associate', gold)).status).toBe(202);
    expect(await call('DELETE', `qos-specs/${second}`)).toEqual(bad('Qos specs still in use.'));
    expect((await call('GET', `qos-specs/${second}/disassociate_all`)).status).toBe(202);
    expect((await call('DELETE', `qos-specs/${second}`)).status).toBe(202);
    expect((await call('DELETE', `qos-specs/${first}?force=true`)).status).toBe(202);
    expect(await shown(`types/${silver}`)).toMatchObject({ volume_type: { qos_specs_id: null } });
  });
});
