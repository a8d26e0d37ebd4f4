import type { Idempotency } from '../../../commands/command-context.js';
import type { Microversion } from '../routing/microversion.js';
import type { Identity } from './authenticator.js';

/** All of a request that a view of a row may look at, its links apart: texts of rows are kept by it (row-texts.ts). */
export interface Viewer extends Pick<Identity, 'project_id' | 'roles' | 'is_admin'> {
  readonly microversion: Microversion;
}

/** Everything about a request that a handler passes on to commands and queries. */
export interface RequestContext extends Identity, Viewer {
  /** `req-<uuid>`, this request's own. */
  readonly request_id: string;
  /** The caller's `X-OpenStack-Request-Id` when it is well formed. */
  readonly global_request_id: string | null;
  /** Only with an Idempotency-Key, on routes that take one. */
  readonly idempotency?: Idempotency;
}
