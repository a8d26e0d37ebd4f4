/** What users read, by Cinder's numbers; the text of a message is `<action>:<detail>`. */
const actions = {
  '001': 'schedule allocate volume',
  '007': 'extend volume',
  '008': 'create volume from backend storage',
  '009': 'create snapshot',
  '010': 'delete snapshot',
  '013': 'create backup',
  '014': 'delete backup',
  '015': 'restore backup',
} as const;

const details = {
  '003': 'Could not find any available weighted backend.',
  '010': 'Volume Driver failed to extend volume.',
  '012': 'Driver failed to create the volume.',
  '013': 'Snapshot failed to create.',
  '016': 'Snapshot failed to delete.',
  '017': 'Backup status is invalid.',
  '018': 'Backup service is down.',
  '019': 'Failed to get backup device from the volume service.',
  '020': 'Backup driver failed to create backup.',
  '021': 'Failed to attach volume.',
  '023': 'Cleanup of temporary volume/snapshot failed.',
  '024': 'Backup failed to schedule. Service not found for creating backup.',
  '025': 'Backup driver failed to delete backup.',
  '026': 'Backup driver failed to restore backup.',
  '027': 'Volume status is invalid.',
} as const;

/** The sort of resource that an action is about. */
export const resourceTypes: Readonly<Record<keyof typeof actions, string>> = {
  '001': 'VOLUME',
  '007': 'VOLUME',
  '008': 'VOLUME',
  '009': 'VOLUME_SNAPSHOT',
  '010': 'VOLUME_SNAPSHOT',
  '013': 'VOLUME_BACKUP',
  '014': 'VOLUME_BACKUP',
  '015': 'VOLUME_BACKUP',
};

export type MessageAction = keyof typeof actions;
export type MessageDetail = keyof typeof details;

const textOf = (texts: Readonly<Record<string, string>>, id: string): string => texts[id] ?? id;

/** A number of a newer program stands for itself. */
export const messageText = (action: string, detail: string): string =>
  `${textOf(actions, action)}:${textOf(details, detail)}`;
