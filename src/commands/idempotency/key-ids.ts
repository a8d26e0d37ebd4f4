import type { CommandContext } from '../command-context.js';
import { uuidV5 } from '../uuid-v5.js';

/** What a request begins; one key may be used once for each. */
export type RequestKind = 'backup' | 'volume' | 'snapshot' | 'restore';

/** The id for what a request makes. A restore also makes a volume, with an id of its own. */
export type IdOf = (made: RequestKind) => string;

/**
 * Ids that follow from the key alone, so that all processes agree on them without asking each other. A key that has
 * expired, or whose request was given up, goes on with its next generation; days instead would differ at midnight.
 */
export const idsOfKey =
  ({ actor, idempotency }: CommandContext, kind: RequestKind, generation: number): IdOf =>
  (made) =>
    uuidV5(
      JSON.stringify([
        'idempotency',
        actor.project_id,
        actor.user_id,
        kind,
        idempotency?.key,
        generation,
        made,
      ]),
    );
