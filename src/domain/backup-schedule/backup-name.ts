import type { BackupScheduleState } from './backup-schedule.state.js';

/**
 * The name of a backup: the schedule's pattern with `{name}` (of the schedule, or its id), `{volume}` (its id), `{date}` and
 * `{time}` (when it was due) filled in, at most 255 characters.
 */
export const backupName = (
  { id, display_name, name_pattern }: Pick<BackupScheduleState, 'id' | 'display_name' | 'name_pattern'>,
  volumeId: string,
  dueAt: string,
): string => {
  const words: Readonly<Record<string, string>> = {
    name: display_name ?? id,
    volume: volumeId,
    date: dueAt.slice(0, 10),
    time: dueAt.slice(0, 19),
  };
  const filled = name_pattern.replaceAll(
    /\{(name|volume|date|time)\}/g,
    (_, word: string) => words[word] ?? '',
  );
  return Array.from(filled).slice(0, 255).join('');
};
