import { startApi, type RunningApi } from './support/static-api.js';
import { expectRecorded } from './support/expect-recorded.js';

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
});
