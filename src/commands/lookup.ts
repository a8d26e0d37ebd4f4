import type { GroupSource } from '../domain/group/group.state.js';
import type { HeartbeatState, ServiceState } from '../domain/service/service.state.js';
import type { OperationKind } from '../domain/shared/claim.js';
import type { LogPosition } from '../drivers/event-log/port.js';

/** A backup that an incremental could build on, as the read model knows it. */
export interface ParentCandidate {
  readonly id: string;
  readonly status: string;
  readonly data_timestamp: string;
}

/** An aggregate that waits for a step. */
export interface Unfinished {
  readonly operation: OperationKind;
  readonly id: string;
  readonly step: string;
  /** The one host that may run it; null: any. */
  readonly host: string | null;
}

/** Something held on behalf of an operation (see src/domain/shared/claim.ts), as the read model knows it. */
export interface HeldClaim {
  /** Stream that holds it, e.g. `volume-<id>` or `quota-<project>`. */
  readonly holder: string;
  readonly operation: OperationKind;
  readonly operation_id: string;
  /** When it was taken, ISO 8601 UTC with microseconds. */
  readonly since: string;
}

/** A live backup with a given parent. */
export interface ChildBackup {
  readonly id: string;
  readonly status: string;
}

/** What commands ask of the read models. It may lag behind the log: every decision is checked again by the append. */
export interface Lookup {
  /** Live backups of one volume made by one project, newest data first. */
  parentCandidates(volumeId: string, projectId: string): Promise<readonly ParentCandidate[]>;
  /** Live backups that name this one as their parent, in every project, as of now: this one waits for the log's head. */
  childrenOf(backupId: string): Promise<readonly ChildBackup[]>;
  /** Whether any live volume, whosever, has the type or is about to get it, as of now. */
  isTypeInUse(typeId: string): Promise<boolean>;
  /** Whether any live group, whosever, takes volumes of the type, as of now. */
  isTypeOfGroup(typeId: string): Promise<boolean>;
  /** Whether a group is being made from this source, whosever, as of now. */
  isCopiedNow(source: GroupSource): Promise<boolean>;
  /** Whether any live group, whosever, has the type of groups, as of now. */
  isGroupTypeInUse(groupTypeId: string): Promise<boolean>;
  /** Every aggregate whose nextStep is not null. */
  unfinished(): Promise<readonly Unfinished[]>;
  /** What administrators decided about services, and the newest report of each process. */
  services(): Promise<{
    readonly services: readonly ServiceState[];
    readonly heartbeats: readonly HeartbeatState[];
  }>;
  /** Backup schedules with something to do at `now` (in Cinder's form): a run that is due or under way, a pruning. */
  schedulesDue(now: string): Promise<readonly string[]>;
  /** Claims taken before `since`, oldest first. */
  claimsBefore(since: string): Promise<readonly HeldClaim[]>;
  /** Resolves when the read model has passed `position`, or after `timeoutMs`. */
  waitFor(position: LogPosition, timeoutMs?: number): Promise<void>;
}
