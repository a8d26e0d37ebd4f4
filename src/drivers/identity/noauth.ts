import type { Authentication, AuthenticationRequest, IdentityDriver } from './port.js';

/**
 * Believes the token: `user:project`, or one word for both. Everybody is an administrator, so the service listens on
 * loopback only unless told otherwise. Without a token it offers one, as Cinder's noauth does (spec/api-core.md 1.8).
 */
export class NoauthIdentity implements IdentityDriver {
  async authenticate({ headers, url }: AuthenticationRequest): Promise<Authentication> {
    const token = headers['x-auth-token'];
    return token === undefined ? offer(headers, url) : { identity: believed(token) };
  }
}

const believed = (token: string) => {
  const [user_id = '', ...rest] = token.split(':');
  return { user_id, project_id: rest.join(':') || user_id, roles: ['admin'], is_admin: true };
};

const offer = (headers: AuthenticationRequest['headers'], url: string): Authentication => ({
  answer: {
    status: 204,
    headers: {
      'X-Auth-Token': `${headers['x-auth-user'] ?? 'admin'}:${headers['x-auth-project-id'] ?? 'admin'}`,
      'X-Server-Management-Url': url.replace(/\/+$/, ''),
      'Content-Type': 'text/plain; charset=UTF-8',
    },
    body: '',
  },
});
