/**
 * A claim is what one aggregate holds on behalf of an operation that lives in another stream: a reserved quota, a locked
 * volume, a registered child. If the process dies between the claim and the operation's own first event, the reconciler
 * finds the claim without its operation, closes that stream for good, and releases the claim.
 */
export const operationKinds = [
  'volume',
  'snapshot',
  'backup',
  'restore',
  'attachment',
  'verification',
  'transfer',
  'group',
  'groupSnapshot',
] as const;
/** Those that lock a volume or snapshot; events name them. */
export const holderKinds = ['volume', 'snapshot', 'backup', 'restore'] as const;
/** Those that reserve quota. */
export const chargedKinds = [...holderKinds, 'group', 'groupSnapshot'] as const;
export type OperationKind = (typeof operationKinds)[number];

export type ChargedKind = (typeof chargedKinds)[number];

export type HolderKind = (typeof holderKinds)[number];

export interface Claim {
  readonly operation: OperationKind;
  /** Id of the aggregate of that kind, so `<operation>-<operation_id>` is its stream. */
  readonly operation_id: string;
}

/** A claim that an event names. */
export interface Holder extends Claim {
  readonly operation: HolderKind;
}

/** A claim on quota. */
export interface Charged extends Claim {
  readonly operation: ChargedKind;
}

export const sameClaim = (a: Claim | null, b: Claim): boolean =>
  a !== null && a.operation === b.operation && a.operation_id === b.operation_id;

export const isOperationKind = (name: string): name is OperationKind =>
  (operationKinds as readonly string[]).includes(name);
