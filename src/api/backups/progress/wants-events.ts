import { parameter } from '../../http/routing/parameters.js';

/** True when the Accept header names server-sent events. */
export const acceptsEvents = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((type) => type.split(';')[0]?.trim().toLowerCase() === 'text/event-stream');

export const WantsEvents = parameter((request) => acceptsEvents(request.headers.accept));
