import { setTimeout as sleep } from 'node:timers/promises';

/** Proxies close what is silent for a minute or so. */
const heartbeatMs = 15_000;

/**
 * The text of a stream of server-sent events: one `progress` for each item, a comment when nothing came for a while, and one
 * `end` when the source ended by itself. After an abort there is no `end`: a client that still cares connects again.
 */
export async function* serverSentEvents(
  source: AsyncGenerator<object, void>,
  signal: AbortSignal,
  silenceMs = heartbeatMs,
): AsyncGenerator<string, void> {
  try {
    for (let next = source.next(); ; next = source.next()) {
      yield* heartbeatsUntil(next, silenceMs);
      const { done, value } = await next;
      if (done !== true) yield `event: progress\ndata: ${JSON.stringify(value)}\n\n`;
      else if (signal.aborted) return;
      else return yield 'event: end\ndata: {}\n\n';
    }
  } finally {
    await source.return();
  }
}

async function* heartbeatsUntil(next: Promise<unknown>, silenceMs: number): AsyncGenerator<string, void> {
  const timer = new AbortController();
  try {
    const come = next.then(
      () => true,
      () => true,
    );
    const silence = (): Promise<boolean> =>
      sleep(silenceMs, false, { signal: timer.signal }).catch(() => true);
    while (!(await Promise.race([come, silence()]))) yield ': still here\n\n';
  } finally {
    timer.abort();
  }
}
