import { startChildEventLog, startTestEventLog } from '../support/event-log.js';
import { eventLogContract } from './event-log.contract.js';

eventLogContract('embedded server in a child process', () => startChildEventLog());
eventLogContract('embedded server in a child process, appends over gRPC', () =>
  startChildEventLog({ overGrpc: true }),
);
eventLogContract('embedded server in this process', () => startTestEventLog());
