import type { ApiClient } from './e2e-client.js';

export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

const fieldOf = (text: string, name: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name}: `))
    .map((line) => line.slice(name.length + 2))
    .join('\n');

/** The events of a stream, until the service ends it; comments are left out. */
export async function* createEventSource(
  api: ApiClient,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<ServerSentEvent> {
  const answer = await api.open(path, { Accept: 'text/event-stream' }, signal);
  let rest = '';
  for await (const piece of answer.body ?? []) {
    const texts = (rest + Buffer.from(piece).toString()).split('\n\n');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      if (!text.startsWith(':')) yield { event: fieldOf(text, 'event'), data: fieldOf(text, 'data') };
    }
  }
}
