import { projectSegment, requestUrl } from './request-url.js';

const forms = (pattern = '[0-9a-f-]+') => ({
  project: projectSegment(pattern),
  isCollection: (segment: string) => segment === 'backups' || segment === 'volumes',
});
const project = '00000000000000000000000000000abc';

describe('requestUrl', () => {
  it.each([
    [`/v3/${project}/backups/x?limit=1`, '/v3/backups/x?limit=1', project],
    ['/v3/backups/x', '/v3/backups/x', null],
    ['/v3/admin/backups', '/v3/admin/backups', null],
    [`/v3/${project}`, `/v3/${project}`, null],
    [`/v3/${project}/`, `/v3/${project}/`, null],
    [`/v3/${project}/backups/`, '/v3/backups/', project],
    [`/v3/${project}/backups.json`, '/v3/backups', project],
    ['/v3/backups/x.json?a=b.json', '/v3/backups/x?a=b.json', null],
    ['/v3/.json', '/v3/.json', null],
    ['/', '/', null],
    ['/v2/abc/backups', '/v2/abc/backups', null],
  ])('routes %s as %s', (url, routed, found) => {
    expect(requestUrl(url, forms())).toMatchObject({ routed, project: found });
  });

  it('takes words as projects when the pattern says so, but never a collection', () => {
    expect(requestUrl('/v3/admin/backups', forms('[^/]+'))).toMatchObject({
      routed: '/v3/backups',
      project: 'admin',
    });
    expect(requestUrl('/v3/backups/admin', forms('[^/]+'))).toMatchObject({ project: null });
  });

  it('keeps what the client wrote', () => {
    expect(requestUrl(`/v3/${project}/backups.json?a=%20b`, forms())).toMatchObject({
      path: `/v3/${project}/backups.json`,
      query: 'a=%20b',
    });
  });
});
