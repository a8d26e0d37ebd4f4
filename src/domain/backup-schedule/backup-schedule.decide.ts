import { DomainError, invalidInput } from '../shared/errors.js';
import type { BackupScheduleEvent, ScheduleData } from './backup-schedule.events.js';
import type { BackupScheduleState } from './backup-schedule.state.js';
import { nextAfter, parseCron } from './cron.js';
import { isSpan } from './keep-within.js';
import type { Retention } from './retention.js';

export type ScheduleToCreate = ScheduleData<'BackupScheduleCreated'>;
export type ScheduleChanges = ScheduleData<'BackupScheduleUpdated'>;

export const backupScheduleNotFound = (id: string): DomainError =>
  new DomainError('BackupScheduleNotFound', `Backup schedule ${id} could not be found.`);

export const existingSchedule = (state: BackupScheduleState | null, id: string): BackupScheduleState => {
  if (state === null || state.deleted_at !== null) throw backupScheduleNotFound(id);
  return state;
};

/** Any moment will do to find out whether an expression names one at all. */
const anyMoment = '2026-01-01T00:00:00.000000';

const checkCron = (cron: string): void => {
  const parsed = parseCron(cron);
  if (parsed === null) throw invalidInput(`'${cron}' is not a cron expression.`);
  if (nextAfter(parsed, anyMoment) === null) throw invalidInput(`'${cron}' never comes.`);
};

const checkRetention = ({ keep_within }: Retention): void => {
  if (keep_within !== null && !isSpan(keep_within)) {
    throw invalidInput(`keep_within must be a span such as 30d or 1y6m, not '${keep_within}'.`);
  }
};

/** A body can pass its schema and still make no sense. */
const check = ({ cron, volume_ids, retention }: ScheduleChanges): void => {
  if (cron !== undefined) checkCron(cron);
  if (retention !== undefined) checkRetention(retention);
  if (volume_ids === undefined) return;
  if (volume_ids.length === 0) throw invalidInput('a schedule needs at least one volume.');
  if (new Set(volume_ids).size < volume_ids.length) throw invalidInput('a volume is named more than once.');
};

export const createSchedule = (schedule: ScheduleToCreate): BackupScheduleEvent[] => {
  check(schedule);
  return [{ type: 'BackupScheduleCreated', data: schedule }];
};

/** A member that is not there is left as it is; volumes, metadata and retention are replaced as a whole. */
export const updateSchedule = (
  state: BackupScheduleState | null,
  id: string,
  changes: ScheduleChanges,
): BackupScheduleEvent[] => {
  existingSchedule(state, id);
  check(changes);
  return Object.keys(changes).length === 0 ? [] : [{ type: 'BackupScheduleUpdated', data: changes }];
};

/** What a run has asked for goes on; its backups are ordinary ones from now on. */
export const deleteSchedule = (state: BackupScheduleState | null, id: string): BackupScheduleEvent[] => {
  existingSchedule(state, id);
  return [{ type: 'BackupScheduleDeleted', data: {} }];
};
