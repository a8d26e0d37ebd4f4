import { WrongExpectedRevision, type EventLog } from '../drivers/event-log/port.js';
import { uuidV5 } from './uuid-v5.js';

/** Enough for whoever wants to see what happened lately. */
const kept = 20;

/** Tells the log to keep the newest events of a stream only: signs of life are worth nothing tomorrow. */
export const keepNewestOnly = async (log: EventLog, stream: string): Promise<void> => {
  const metadata = {
    id: uuidV5(`${stream}/newest-only`),
    type: '$metadata',
    data: { $maxCount: kept },
    metadata: {},
  };
  await log.append(`$$${stream}`, 'no_stream', [metadata]).catch((error: unknown) => {
    // Somebody has done it before.
    if (!(error instanceof WrongExpectedRevision)) throw error;
  });
};
