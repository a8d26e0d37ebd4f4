import type { ProjectUsage } from '../../projections/hosts/host-usage.query.js';
import type { Service } from '../services/service-reader.js';

/** One row of `os-hosts` (spec 5.4). */
export const hostView = (service: Service): object => ({
  host_name: service.host,
  service: service.binary,
  zone: service.zone,
  'service-status': service.up ? 'available' : 'unavailable',
  'service-state': service.disabled ? 'disabled' : 'enabled',
  'last-update': service.updated_at,
});

const resource = (host: string, project: string, usage: Omit<ProjectUsage, 'project_id'>): object => ({
  resource: {
    host,
    project,
    volume_count: String(usage.volumes),
    total_volume_gb: String(usage.volume_gigabytes),
    snapshot_count: String(usage.snapshots),
    total_snapshot_gb: String(usage.snapshot_gigabytes),
  },
});

/** The sum first, then each project that has something there. */
export const hostUsageView = (host: string, projects: readonly ProjectUsage[]): object[] => {
  const sum = (of: Exclude<keyof ProjectUsage, 'project_id'>): number =>
    projects.reduce((total, usage) => total + usage[of], 0);
  const total = {
    volumes: sum('volumes'),
    volume_gigabytes: sum('volume_gigabytes'),
    snapshots: sum('snapshots'),
    snapshot_gigabytes: sum('snapshot_gigabytes'),
  };
  return [
    resource(host, '(total)', total),
    ...projects.map(({ project_id, ...usage }) => resource(host, project_id, usage)),
  ];
};
