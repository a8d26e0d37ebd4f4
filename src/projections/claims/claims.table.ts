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
];

export const claimsIndexes: Readonly<Record<string, string>> = {
  claims_by_age: 'claims (since, holder, operation, operation_id)',
};

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

interface Held {
  readonly claim: ClaimOfState;
  /** When it was taken; null: before these events, as the row says. */
  readonly since: string | null;
}

/**
 * What one holder holds while events are applied to it; what was taken and given back in between is never written. A claim that
 * stays keeps the time at which it was taken.
 */
export class ClaimsOf {
  private readonly stored: ReadonlyMap<string, ClaimOfState>;
  private readonly held: Map<string, Held>;

  /** @param before what the rows of `holder` say */
  constructor(
    private readonly holder: string,
    before: readonly ClaimOfState[],
  ) {
    this.stored = byKey(before);
    this.held = new Map([...this.stored].map(([key, claim]) => [key, { claim, since: null }]));
  }

  /** One event's effect: from `at` on these are held. */
  become(claims: readonly ClaimOfState[], at: string): void {
    if (claims.length === 0) return this.held.clear();
    const now = byKey(claims);
    for (const key of this.held.keys()) if (!now.has(key)) this.held.delete(key);
    for (const [key, claim] of now) {
      const known = this.held.get(key);
      this.held.set(key, { claim, since: known === undefined ? at : known.since });
    }
  }

  /** Brings the rows to where the events have led. */
  write(model: ReadModel): void {
    for (const [key, { operation, operation_id }] of this.stored) {
      if (this.held.get(key)?.since === null) continue;
      model.run('DELETE FROM claims WHERE holder = ? AND operation = ? AND operation_id = ?', [
        this.holder,
        operation,
        operation_id,
      ]);
    }
    for (const [key, { claim, since }] of this.held) {
      const { operation, operation_id, membership } = claim;
      if (since !== null) {
        model.run(
          `INSERT INTO claims (holder, operation, operation_id, membership, since) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET membership = excluded.membership, since = excluded.since`,
          [this.holder, operation, operation_id, membership ? 1 : 0, since],
        );
      } else if (this.stored.get(key)?.membership !== membership) {
        model.run(
          'UPDATE claims SET membership = ? WHERE holder = ? AND operation = ? AND operation_id = ?',
          [membership ? 1 : 0, this.holder, operation, operation_id],
        );
      }
    }
  }
}
