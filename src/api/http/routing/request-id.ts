import { randomUUID } from 'node:crypto';

const wellFormed = /^req-[a-f0-9]{8}-(?:[a-f0-9]{4}-){3}[a-f0-9]{12}$/;

export const newRequestId = (): string => `req-${randomUUID()}`;

/** The id that a calling service gave the whole chain of requests; anything malformed is ignored (spec 1.4). */
export const globalRequestId = (header: string | undefined): string | null =>
  header !== undefined && wellFormed.test(header) ? header : null;
