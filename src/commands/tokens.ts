/** Injection tokens of what commands need and main.ts provides: ports, clock, settings. */
export const EVENT_LOG = Symbol('EventLog');
export const CLOCK = Symbol('Clock');
export const IDS = Symbol('IdGenerator');
export const LOOKUP = Symbol('Lookup');
export const SETTINGS = Symbol('CommandSettings');
export const BACKUP_DRIVER = Symbol('BackupDriver');
/** Each configured backend; VOLUME_DRIVER is all of them as one. */
export const VOLUME_BACKENDS = Symbol('VolumeBackends');
export const VOLUME_DRIVER = Symbol('VolumeDriver');
export const CONNECTORS = Symbol('Connectors');
export const VOLUME_META = Symbol('VolumeMetaFormat');
export const LANES = Symbol('Lanes');
export const CHANGES = Symbol('Changes');
export const STEP_DEPENDENCIES = Symbol('StepDependencies');
