import type { QuotaLimits } from '../domain/quota/quota.state.js';

/** The part of the configuration that commands and steps use. */
export interface CommandSettings {
  /** Name of this node as a service host. */
  readonly host: string;
  /** `host@backend#pool` of each volume backend, as volumes show it. */
  readonly volumeHosts: readonly string[];
  readonly availabilityZone: string;
  /** Name of the volume type that new volumes get. */
  readonly defaultVolumeType: string;
  /** The configured limits, `per_volume_gigabytes` and `groups` among them. */
  readonly quotaLimits: QuotaLimits;
  /** Transfers at the same time; 0 is no limit. */
  readonly maxOperations: number;
  /** Volumes in use are read from a temporary snapshot instead of a temporary volume, where the backend can. */
  readonly useTempSnapshot: boolean;
  readonly roles: { readonly worker: boolean; readonly manager: boolean };
  /** How long the manager's lease lasts without a sign of life; null: no other process writes into this log. */
  readonly managerLeaseMs: number | null;
  /** How often this process reports that it lives, and after how long without a report another one counts as down. */
  readonly reportEveryMs: number;
  readonly serviceDownMs: number;
  /** backup_use_same_host: only the host of the volume may back it up. */
  readonly useSameHost: boolean;
  /** How often the reconciler passes. */
  readonly reconcileEveryMs: number;
  /** How old a claim must be before its request, which has recorded nothing yet, counts as dead. */
  readonly abandonAfterMs: number;
}
