/**
 * The filters that a caller without admin rights may use, in Cinder's default configuration (spec 1.10). The order is that of
 * the `resource_filters` answer.
 */
export const resourceFilters = {
  volume: [
    'name',
    'status',
    'metadata',
    'bootable',
    'migration_status',
    'availability_zone',
    'group_id',
    'size',
    'created_at',
    'updated_at',
    'consumes_quota',
  ],
  backup: ['name', 'status', 'volume_id'],
  snapshot: ['name', 'status', 'volume_id', 'metadata', 'availability_zone', 'consumes_quota'],
  group: ['name'],
  group_snapshot: ['name', 'status', 'group_id'],
  attachment: ['volume_id', 'status', 'instance_id', 'attach_status'],
  message: ['resource_uuid', 'resource_type', 'event_id', 'request_id', 'message_level'],
  pool: ['name', 'volume_type'],
  volume_type: ['is_public', 'extra_specs'],
} as const satisfies Record<string, readonly string[]>;

/** The same for what Cinder does not have; the `resource_filters` answer does not name it. */
export const extensionFilters = {
  backup_schedule: ['name', 'enabled'],
} as const satisfies Record<string, readonly string[]>;

export type FilteredResource = keyof typeof resourceFilters | keyof typeof extensionFilters;

export const filtersOf = (resource: FilteredResource): readonly string[] =>
  ({ ...resourceFilters, ...extensionFilters })[resource];
