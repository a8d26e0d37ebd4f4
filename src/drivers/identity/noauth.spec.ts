import { NoauthIdentity } from './noauth.js';

const url = 'http://127.0.0.1:8776/v3//';
const authenticate = (headers: Record<string, string>) => new NoauthIdentity().authenticate({ headers, url });

describe('NoauthIdentity', () => {
  it.each([
    ['ann:lab', 'ann', 'lab'],
    ['ann', 'ann', 'ann'],
    ['ann:', 'ann', 'ann'],
    ['ann:lab:east', 'ann', 'lab:east'],
  ])('believes the token %s', async (token, user_id, project_id) => {
    expect(await authenticate({ 'x-auth-token': token })).toEqual({
      identity: { user_id, project_id, roles: ['admin'], is_admin: true },
    });
  });

  it('offers a token where there is none, and cuts trailing slashes off the URL', async () => {
    const outcome = await authenticate({ 'x-auth-user': 'ann' });
    expect(outcome).toEqual({
      answer: {
        status: 204,
        headers: {
          'X-Auth-Token': 'ann:admin',
          'X-Server-Management-Url': 'http://127.0.0.1:8776/v3',
          'Content-Type': 'text/plain; charset=UTF-8',
        },
        body: '',
      },
    });
  });
});
