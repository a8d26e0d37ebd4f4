import { startApi, type RunningApi } from './support/static-api.js';
import { expectRecorded, expectRecordedHead, replay } from './support/expect-recorded.js';

describe('recorded answers that need no resource', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it.each([
    '001-versions',
    '002-versions-v3',
    '003-versions-v3-noslash',
    '004-versions-v3-token',
    '005-versions-v3-token-370',
    '007-services',
    '008-services-binary-filter',
    '009-limits',
    '015-types-default',
    '021-availability-zones',
    '023-resource-filters',
    '097-err-404-route',
    '098-err-404-project-not-hex',
    '123-noauth-without-token',
  ])('%s', (name) => expectRecorded(api.port, name));

  /** The recorded service had a second type, with quotas of its own. */
  const withoutSecondType = (text: string): unknown =>
    JSON.parse(text, (key, value: unknown) => (key.includes('t-1795229656') ? undefined : value));

  it.each(['010-quota-set', '011-quota-set-usage', '012-quota-set-defaults', '013-quota-class-default'])(
    '%s, of the default type',
    async (name) => {
      const { recorded, answer } = await replay(api.port, name);
      expectRecordedHead(answer, recorded, api.port);
      expect(JSON.parse(answer.text)).toEqual(withoutSecondType(JSON.stringify(recorded.body)));
    },
  );

  it('014-types-list, of the default type', async () => {
    const { recorded, answer } = await replay(api.port, '014-types-list');
    expectRecordedHead(answer, recorded, api.port);
    const { volume_types } = recorded.body as { volume_types: { name: string }[] };
    const own = volume_types.filter(({ name }) => name === '__DEFAULT__');
    expect(JSON.parse(answer.text)).toEqual({ volume_types: own });
  });

  it('006-extensions, those that answer here', async () => {
    const { recorded, answer } = await replay(api.port, '006-extensions');
    expectRecordedHead(answer, recorded, api.port);
    const theirs = (recorded.body as { extensions: { alias: string }[] }).extensions;
    const { extensions } = JSON.parse(answer.text) as { extensions: { alias: string }[] };
    expect(extensions.length).toBeGreaterThan(10);
    for (const extension of extensions) expect(theirs).toContainEqual(extension);
  });
});
