import type { Authentication } from '../port.js';

const body = JSON.stringify({
  error: {
    code: 401,
    title: 'Unauthorized',
    message: 'The request you have made requires authentication.',
  },
});

/**
 * keystonemiddleware's 401, the same for every reason there is (spec/api-core.md 1.8).
 * @param uri where clients get a token, its `www_authenticate_uri`
 */
export const rejection = (uri: string): Authentication => ({
  answer: {
    status: 401,
    headers: { 'WWW-Authenticate': `Keystone uri="${uri}"`, 'Content-Type': 'application/json' },
    body,
  },
});
