import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../domain/shared/clock.js';
import { DomainError } from '../domain/shared/errors.js';
import { fromCinderTime, toCinderTime } from '../domain/shared/time.js';
import { chooseHost, type HostCandidate, type HostWish } from '../domain/service/choose-host.js';
import type { Lookup } from './lookup.js';
import type { CommandSettings } from './settings.js';
import { CLOCK, LOOKUP, SETTINGS } from './tokens.js';

export interface KnownService extends HostCandidate {
  readonly binary: string;
  readonly disabled_reason: string | null;
  /** Of volume backends: nothing on it may be made or removed. */
  readonly frozen: boolean;
  /** The last sign of life, or an administrator's decision when that is newer. */
  readonly updated_at: string;
}

/** The services that do this process's work, as they appear in `os-services`. */
export const ownServices = ({ host, volumeHosts, roles }: CommandSettings) => [
  ...(roles.worker
    ? [
        { binary: 'cinder-backup', host },
        ...volumeHosts.map((one) => ({ binary: 'cinder-volume', host: one.replace(/#.*/, '') })),
      ]
    : []),
  ...(roles.manager ? [{ binary: 'cinder-scheduler', host }] : []),
];

/** Every service there is, from the reports of all processes and from what this one knows of itself. */
@Injectable()
export class KnownServices {
  constructor(
    @Inject(LOOKUP) private readonly lookup: Lookup,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {}

  async list(): Promise<readonly KnownService[]> {
    const { services, heartbeats } = await this.lookup.services();
    const flags = new Map(services.map((service) => [`${service.binary}@${service.host}`, service]));
    // This process lives, whatever of its reports the rows have seen; alone it does not even report.
    const reports = [...heartbeats, this.ownReport()];
    const rows = reports.flatMap(({ services: reported, availability_zone: zone, reported_at }) =>
      reported.map((service) => ({ ...service, zone, reported_at })),
    );
    const oldest = this.clock.now().getTime() - this.settings.serviceDownMs;
    return newestOf(rows).map(({ binary, host, zone, reported_at }) => {
      const flag = flags.get(`${binary}@${host}`);
      const decided = flag?.updated_at ?? '';
      return {
        binary,
        host,
        zone,
        up: fromCinderTime(reported_at).getTime() >= oldest,
        disabled: flag?.disabled ?? false,
        disabled_reason: flag?.disabled_reason ?? null,
        frozen: flag?.frozen ?? false,
        updated_at: decided > reported_at ? decided : reported_at,
      };
    });
  }

  /** @throws InvalidParameterValue (spec/api-core.md 5.4) */
  async requireBackend(host: string): Promise<KnownService> {
    const found = (await this.list()).find(
      (service) => service.binary === 'cinder-volume' && service.host === host,
    );
    if (found !== undefined) return found;
    throw new DomainError('InvalidParameterValue', `No service found with host=${host}`);
  }

  async backupHosts(): Promise<readonly KnownService[]> {
    return (await this.list()).filter(({ binary }) => binary === 'cinder-backup');
  }

  /** Null: no host will do. `hostOfVolume` is where the volume is, and counts with backup_use_same_host only. */
  async choose(wish: Omit<HostWish, 'preferred'>, hostOfVolume: string | null): Promise<string | null> {
    const preferred = this.settings.useSameHost ? (hostOfVolume?.replace(/@.*/, '') ?? null) : null;
    return chooseHost(await this.backupHosts(), { ...wish, preferred });
  }

  private ownReport() {
    return {
      availability_zone: this.settings.availabilityZone,
      services: ownServices(this.settings),
      reported_at: toCinderTime(this.clock.now()),
    };
  }
}

interface ReportedRow {
  readonly binary: string;
  readonly host: string;
  readonly zone: string;
  readonly reported_at: string;
}

/** Several processes may do the work of one service; the newest report counts. */
const newestOf = (rows: readonly ReportedRow[]): readonly ReportedRow[] => {
  const sorted = [...rows].sort((a, b) => (a.reported_at < b.reported_at ? -1 : 1));
  const newest = [...new Map(sorted.map((row) => [`${row.binary}@${row.host}`, row])).values()];
  return newest.sort((a, b) => (a.host < b.host ? -1 : 1));
};
