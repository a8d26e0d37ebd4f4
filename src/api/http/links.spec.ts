import { baseOf, Links } from './links.js';
import { QueryString } from './lists/query-string.js';

describe('Links', () => {
  const base = 'http://h:1';

  it('has the project exactly when the request had it', () => {
    expect(new Links({ base, project: 'p' }).of('backups', 'x')).toEqual([
      { rel: 'self', href: 'http://h:1/v3/p/backups/x' },
      { rel: 'bookmark', href: 'http://h:1/p/backups/x' },
    ]);
    expect(new Links({ base, project: null }).of('backups', 'x')[0]?.href).toBe('http://h:1/v3/backups/x');
  });

  it('repeats the query in the next link, with the marker set anew', () => {
    const query = new QueryString('limit=1&marker=old&name=a b*&offset=2');
    expect(new Links({ base, project: 'p' }).next('backups/detail', query, 'new')).toEqual([
      { rel: 'next', href: 'http://h:1/v3/p/backups/detail?limit=1&name=a+b%2A&offset=2&marker=new' },
    ]);
  });
});

describe('baseOf', () => {
  const asked = { scheme: 'http', host: 'h:1', forwardedHost: undefined, publicEndpoint: null };

  it.each([
    [asked, 'http://h:1'],
    [{ ...asked, forwardedHost: 'a.example, b.example:8443' }, 'http://b.example:8443'],
    [{ ...asked, publicEndpoint: 'https://c.example/volume/' }, 'https://c.example/volume'],
    [{ ...asked, forwardedHost: 'a', publicEndpoint: 'https://c.example/v3' }, 'https://c.example'],
  ])('of %j is %s', (addressing, base) => expect(baseOf(addressing)).toBe(base));
});
