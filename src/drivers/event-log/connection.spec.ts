import { jsonEvent } from '@eventstore/db-client';
import { errorKind } from './client-error.js';
import { appendCredentials, connect, disconnect } from './connection.js';

describe('the credentials an append names', () => {
  it.each([
    ['esdb://admin:secret@host:2113', { username: 'admin', password: 'secret' }],
    ['esdb://me:p%40ss%3Aword@a:2113,b:2113?tls=true', { username: 'me', password: 'p@ss:word' }],
    ['esdb+discover://u:@cluster', { username: 'u', password: '' }],
  ])('are those of %s', (connectionString, credentials) => {
    expect(appendCredentials(connectionString)).toEqual(credentials);
  });

  it('are some, whatever they are, on a connection that never sends them', () => {
    expect(appendCredentials('esdb://127.0.0.1:2113?tls=false')).toBeDefined();
  });

  it('are none on a secure connection without a password', () => {
    expect(appendCredentials('esdb://host:2113?userCertFile=/c&userKeyFile=/k')).toBeUndefined();
  });
});

describe('an append on a channel that was closed meanwhile', () => {
  it('fails as one that broke, and can be caught', async () => {
    const connectionString = 'esdb://127.0.0.1:1?tls=false';
    const client = connect(connectionString);
    await disconnect(client);
    const event = jsonEvent({ type: 'BackupRequested', data: {} });
    const failure: unknown = await client
      .appendToStream('backup-1', event, { credentials: appendCredentials(connectionString) })
      .catch((error: unknown) => error);
    expect(errorKind(failure)).toBe('retry');
  });
});
