import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OperationKind } from '../../domain/shared/claim.js';
import type { ReadModel } from '../store/read-model.js';
import type { Row } from '../store/row.js';

export interface HeldClaimRow {
  readonly holder: string;
  readonly operation: OperationKind;
  readonly operation_id: string;
  readonly since: string;
}

/** Every snapshot and every incremental is a claim: many thousands are looked at without holding up anybody else. */
const lookedAtPerTurn = 2000;

/** A snapshot that its group snapshot has recorded and is to begin, or to close for good. */
const aboutToBegin = `EXISTS (
  SELECT 1 FROM group_snapshots AS whole, json_each(whole.state, '$.members') AS member
  WHERE whole.next_step IS NOT NULL AND member.value ->> '$.snapshot_id' = operation_id)`;

const nextClaims = `
  SELECT holder, operation, operation_id, since, membership AND CASE operation
    WHEN 'snapshot' THEN EXISTS (SELECT 1 FROM snapshots WHERE id = operation_id AND deleted_at IS NULL)
      OR ${aboutToBegin}
    WHEN 'groupSnapshot' THEN EXISTS (SELECT 1 FROM group_snapshots WHERE id = operation_id AND deleted_at IS NULL)
    WHEN 'volume' THEN EXISTS (SELECT 1 FROM volumes WHERE id = operation_id AND deleted_at IS NULL)
    WHEN 'attachment' THEN EXISTS (SELECT 1 FROM attachments WHERE id = operation_id AND deleted_at IS NULL)
    WHEN 'transfer' THEN EXISTS (SELECT 1 FROM transfers WHERE id = operation_id AND deleted_at IS NULL)
    WHEN 'backup' THEN EXISTS (SELECT 1 FROM backups WHERE id = operation_id AND deleted_at IS NULL)
    ELSE FALSE END AS settled
  FROM claims
  WHERE since < ? AND (since, holder, operation, operation_id) > (?, ?, ?, ?)
  ORDER BY since, holder, operation, operation_id LIMIT ${lookedAtPerTurn}`;

/**
 * Claims taken before `before`, oldest first, but for those of a member that lives: such a claim is right, however old.
 */
export const doubtfulClaims = async (model: ReadModel, before: string): Promise<readonly HeldClaimRow[]> => {
  const found: HeldClaimRow[] = [];
  let last: HeldClaimRow | undefined = { since: '', holder: '', operation: 'volume', operation_id: '' };
  while (last !== undefined) {
    const { since, holder, operation, operation_id }: HeldClaimRow = last;
    const rows = model.all(nextClaims, [before, since, holder, operation, operation_id]);
    found.push(...rows.filter(({ settled }) => settled === 0).map(claimOf));
    const end = rows.length < lookedAtPerTurn ? undefined : rows.at(-1);
    last = end === undefined ? undefined : claimOf(end);
    await nextTurn();
  }
  return found;
};

const claimOf = ({ holder, operation, operation_id, since }: Row): HeldClaimRow => ({
  holder: String(holder),
  operation: String(operation) as OperationKind,
  operation_id: String(operation_id),
  since: String(since),
});
