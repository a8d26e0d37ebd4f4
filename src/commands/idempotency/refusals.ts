import { DomainError } from '../../domain/shared/errors.js';

/** The key belongs to another request. Cinder has no such refusal, so it is none of the domain's. */
export class KeyUsedBefore extends Error {
  override readonly name = 'KeyUsedBefore';
  readonly code = 'HTTPUnprocessableEntity';
  constructor() {
    super('This Idempotency-Key was used before with another request; use a new key for a new request.');
  }
}

export const stillAtWork = (): DomainError =>
  new DomainError(
    'ResourceConflict',
    'A request with this Idempotency-Key is still at work; send it again in a moment.',
  );

/** Another request with the same key holds what this one was about to take, under the same id. */
export class TakenByTwin extends Error {
  override readonly name = 'TakenByTwin';
}
