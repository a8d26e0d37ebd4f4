import type { Idempotency } from '../../../commands/command-context.js';
import type { Microversion } from '../routing/microversion.js';
import type { Identity } from './authenticator.js';

/** Everything about a request that a handler passes on to commands and queries. */
export interface RequestContext extends Identity {
  /** `req-<uuid>`, this request's own. */
  readonly request_id: string;
  /** The caller's `X-OpenStack-Request-Id` when it is well formed. */
  readonly global_request_id: string | null;
  readonly microversion: Microversion;
  /** Only with an Idempotency-Key, on routes that take one. */
  readonly idempotency?: Idempotency;
}
