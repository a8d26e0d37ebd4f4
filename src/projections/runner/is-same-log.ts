import { StreamGone, type EventLog } from '../../drivers/event-log/port.js';
import type { Checkpoint } from '../store/checkpoint.js';

/**
 * Were the rows made from this log? Somebody may have restored an older copy of it, or pointed the service at another one;
 * rows that go on from there would be silently wrong.
 */
export const isSameLog = async (log: EventLog, { anchor }: Checkpoint): Promise<boolean> => {
  if (anchor === null) return true;
  try {
    for await (const event of log.readStream(anchor.stream, { from: anchor.revision, maxCount: 1 })) {
      return event.revision === anchor.revision && event.id === anchor.id;
    }
  } catch (error) {
    if (!(error instanceof StreamGone)) throw error;
  }
  return false;
};
