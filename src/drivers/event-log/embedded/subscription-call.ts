import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventSource } from './event-source.js';
import { eventBytes } from './event-bytes.js';
import type { EventStore } from './event-store.js';
import { caughtUpMessage, confirmationMessage } from './messages.js';
import type { Outlet } from './outlet.js';
import { streamDeleted } from './service-errors.js';
import type { StoredEvent } from './stored-event.js';

/**
 * Streams/Read as a subscription. It is always in one of two states: *behind*, reading pages from the file at the
 * pace of the client, or *live*, handed each commit from memory. A live client that stops taking events simply falls
 * behind again; nothing is ever queued for it here.
 */
export const follow = async (
  store: EventStore,
  source: EventSource,
  after: number,
  stream: string | undefined,
  outlet: Outlet,
): Promise<void> => {
  outlet.send(confirmationMessage(randomUUID()));
  let place = after;
  while (!outlet.gone) {
    const read = await catchUp(source, place, outlet);
    if (read === 'gone') return outlet.fail(streamDeleted(stream ?? ''));
    if (outlet.gone) return;
    // No turn of the event loop lies between the empty page and this line, so no commit is missed.
    outlet.send(caughtUpMessage());
    place = await live(store, source, read, outlet);
    await outlet.drained();
  }
};

/** @returns the place up to which everything was sent; behind it the log had nothing when this resolved */
const catchUp = async (source: EventSource, from: number, outlet: Outlet): Promise<number | 'gone'> => {
  let place = from;
  while (!outlet.gone) {
    const page = source.page(place, false, Number.MAX_SAFE_INTEGER);
    if (page === 'gone') return page;
    if (page === 'not_found' || page.next === undefined) return place;
    for (const event of page.events) {
      if (!outlet.send(eventBytes(event))) await outlet.drained();
      if (outlet.gone) return place;
    }
    place = page.next;
    await nextTurn();
  }
  return place;
};

/** @returns when the client no longer keeps up, or is gone, the place up to which everything was sent */
const live = (store: EventStore, source: EventSource, from: number, outlet: Outlet): Promise<number> =>
  new Promise((resolve) => {
    let place = from;
    const finish = (): void => {
      stop();
      resolve(place);
    };
    const stop = store.onCommit((events: readonly StoredEvent[]) => {
      for (const event of events) {
        if (!source.accepts(event)) continue;
        const room = outlet.send(eventBytes(event));
        place = source.placeOf(event);
        if (!room) return finish();
      }
    });
    outlet.whenGone(finish);
  });
