import type { EventLog } from '../../src/drivers/event-log/port.js';
import { appendCases } from './event-log.appends.js';
import { readCases } from './event-log.reads.js';
import { subscriptionCases } from './event-log.subscriptions.js';

/** A running log for one suite. Cases use stream names of their own, so it may be shared and need not be empty. */
export interface EventLogUnderTest {
  readonly log: EventLog;
  /** For what the port has no word for: tombstones and stream metadata. */
  readonly connectionString: string;
  close(): Promise<void>;
}

/** Everything the port promises, against any server that speaks the protocol. */
export const eventLogContract = (name: string, start: () => Promise<EventLogUnderTest>): void =>
  describe(`EventLog contract: ${name}`, () => {
    let running: EventLogUnderTest;
    beforeAll(async () => {
      running = await start();
    });
    afterAll(async () => {
      await running?.close();
    });
    const subject = (): EventLogUnderTest => running;
    appendCases(subject);
    readCases(subject);
    subscriptionCases(subject);
  });
