import type { ScheduleInput } from '../../commands/create-backup-schedule/create-backup-schedule.command.js';
import type { ScheduleChanges } from '../../domain/backup-schedule/backup-schedule.decide.js';
import type { Retention } from '../../domain/backup-schedule/retention.js';
import { present } from '../../domain/shared/present.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { trimmed, type Metadata } from '../http/body/trimmed.js';

interface ScheduleMembers {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly enabled?: boolean | string;
  readonly cron?: string;
  readonly volume_ids?: readonly string[];
  readonly full_every?: number;
  readonly force?: boolean | string;
  readonly container?: string | null;
  readonly name_pattern?: string;
  readonly metadata?: Metadata;
  readonly retention?: Partial<Retention>;
}

export interface CreateScheduleBody {
  readonly backup_schedule: ScheduleMembers & {
    readonly cron: string;
    readonly volume_ids: readonly string[];
  };
}

export interface UpdateScheduleBody {
  readonly backup_schedule: ScheduleMembers;
}

/** A rule that is not named is no rule. */
const wholeRetention = (given: Partial<Retention> = {}): Retention => ({
  keep_last: given.keep_last ?? null,
  keep_hourly: given.keep_hourly ?? null,
  keep_daily: given.keep_daily ?? null,
  keep_weekly: given.keep_weekly ?? null,
  keep_monthly: given.keep_monthly ?? null,
  keep_yearly: given.keep_yearly ?? null,
  keep_within: given.keep_within ?? null,
});

const emptyAsNull = (text: string | null | undefined): string | null => (text ? text : null);

export const scheduleInput = ({ backup_schedule: given }: CreateScheduleBody): ScheduleInput => ({
  display_name: trimmed(given.name) ?? null,
  display_description: trimmed(given.description) ?? null,
  enabled: bodyBoolean(given.enabled ?? true),
  volume_ids: given.volume_ids,
  cron: given.cron,
  full_every: given.full_every ?? 1,
  force: bodyBoolean(given.force),
  container: emptyAsNull(given.container),
  name_pattern: given.name_pattern ?? '{name}-{time}',
  metadata: given.metadata ?? {},
  retention: wholeRetention(given.retention),
});

/** Volumes, metadata and retention are replaced as a whole; a member that is not named is left as it is. */
export const scheduleChanges = ({ backup_schedule: given }: UpdateScheduleBody): ScheduleChanges =>
  present({
    display_name: trimmed(given.name),
    display_description: trimmed(given.description),
    enabled: given.enabled === undefined ? undefined : bodyBoolean(given.enabled),
    volume_ids: given.volume_ids,
    cron: given.cron,
    full_every: given.full_every,
    force: given.force === undefined ? undefined : bodyBoolean(given.force),
    container: given.container === undefined ? undefined : emptyAsNull(given.container),
    name_pattern: given.name_pattern,
    metadata: given.metadata,
    retention: given.retention === undefined ? undefined : wholeRetention(given.retention),
  });
