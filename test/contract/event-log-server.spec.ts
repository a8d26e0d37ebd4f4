import { env } from 'node:process';
import { openEventLog } from '../../src/drivers/event-log/event-log.js';
import { eventLogContract } from './event-log.contract.js';

const connectionString = env.ESDB_URL;

if (connectionString) {
  eventLogContract('the server at ESDB_URL', async () => {
    const log = openEventLog({ connectionString });
    return { log, connectionString, close: () => log.close() };
  });
} else {
  describe('EventLog contract: a real server (skipped: ESDB_URL is not set)', () => {
    it.skip('runs the whole suite against the server at ESDB_URL', () => {});
  });
}
