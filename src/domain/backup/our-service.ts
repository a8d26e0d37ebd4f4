/** Old names of drivers that live on under another one. */
const renamed: Readonly<Record<string, string>> = {
  'cinder.backup.drivers.google.GoogleBackupDriver': 'cinder.backup.drivers.gcs.GoogleBackupDriver',
};

/**
 * Can the configured driver read what `stored` has written? Old records name only the module
 * (spec/backup-workflow.md 3.2).
 */
export const isOurService = (configured: string, stored: string): boolean =>
  configured.startsWith(renamed[stored] ?? stored);
