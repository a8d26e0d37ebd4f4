import type { Claim } from '../../domain/shared/claim.js';
import type { ReadModel } from '../store/read-model.js';
import type { ClaimOfState } from '../store/table.js';

/** What is held on behalf of which operation, and since when; follows from the states of the holders. */
export const claimsDefinition: readonly string[] = [
  `CREATE TABLE claims (
    holder TEXT NOT NULL,
    operation TEXT NOT NULL,
    operation_id TEXT NOT NULL,
    membership INTEGER NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (holder, operation, operation_id)
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX claims_by_age ON claims (since, holder, operation, operation_id)',
];

const keyOf = ({ operation, operation_id }: Claim): string => `${operation}-${operation_id}`;

/** By operation; one that is also held for a single operation is not a mere membership. */
const byKey = (claims: readonly ClaimOfState[]): ReadonlyMap<string, ClaimOfState> => {
  const found = new Map<string, ClaimOfState>();
  for (const claim of claims) {
    const other = found.get(keyOf(claim));
    if (other === undefined || other.membership) found.set(keyOf(claim), claim);
  }
  return found;
};

/** One event's effect on what `holder` holds. A claim that stays keeps the time at which it was taken. */
export const recordClaims = (
  model: ReadModel,
  { holder, since }: { readonly holder: string; readonly since: string },
  before: readonly ClaimOfState[],
  after: readonly ClaimOfState[],
): void => {
  if (before.length === 0 && after.length === 0) return;
  const [old, now] = [byKey(before), byKey(after)];
  for (const [key, { operation, operation_id }] of old) {
    if (now.has(key)) continue;
    model.run('DELETE FROM claims WHERE holder = ? AND operation = ? AND operation_id = ?', [
      holder,
      operation,
      operation_id,
    ]);
  }
  for (const [key, { operation, operation_id, membership }] of now) {
    if (old.get(key)?.membership === membership) continue;
    model.run(
      `INSERT INTO claims (holder, operation, operation_id, membership, since) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET membership = excluded.membership`,
      [holder, operation, operation_id, membership ? 1 : 0, since],
    );
  }
};
