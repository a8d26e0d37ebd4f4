import { Inject, Injectable } from '@nestjs/common';
import type { GroupState } from '../../domain/group/group.state.js';
import { DomainError } from '../../domain/shared/errors.js';
import {
  chooseBackend,
  fitsExtraSpecs,
  type BackendCandidate,
} from '../../domain/scheduling/choose-backend.js';
import { KnownServices } from '../known-services.js';
import type { CommandSettings } from '../settings.js';
import { SETTINGS, VOLUME_BACKENDS } from '../tokens.js';
import { poolCapabilities } from './pool-capabilities.js';
import { TypeSpecs } from './type-specs.js';
import type { VolumeBackend, VolumeBackends } from './volume-backends.js';

/** Chooses where volumes lie, by the extra specs of their type and by room. */
@Injectable()
export class Scheduler {
  constructor(
    @Inject(VOLUME_BACKENDS) private readonly backends: VolumeBackends,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
    private readonly services: KnownServices,
    private readonly specs: TypeSpecs,
  ) {}

  /** `host@backend#pool` for new volumes of these types; null: no pool will do. */
  async choose(...volumeTypeIds: readonly string[]): Promise<string | null> {
    const specs = await Promise.all(volumeTypeIds.map((id) => this.specs.of(id)));
    return chooseBackend(await this.candidates(), ...specs);
  }

  /** As {@link choose}, for a group with all the types of volumes that it may hold. */
  async chooseForGroup(group: Pick<GroupState, 'group_type_id' | 'volume_type_ids'>): Promise<string | null> {
    if (await this.specs.isConsistent(group.group_type_id)) return null;
    return this.choose(...group.volume_type_ids);
  }

  /** May a volume of the type stay where it is? */
  async fits(host: string, volumeTypeId: string): Promise<boolean> {
    const backend = this.backends.find(host);
    if (backend === undefined) return false;
    return fitsExtraSpecs(await this.candidate(backend, true), await this.specs.of(volumeTypeId));
  }

  /**
   * The pool that an administrator named as `host@backend` or `host@backend#pool`, in full; null: no service of that name is up
   * and takes work.
   */
  async named(host: string): Promise<string | null> {
    const backend = this.backends.find(host);
    const service = host.replace(/#.*/, '');
    const known = (await this.services.list()).find(
      (one) => one.binary === 'cinder-volume' && one.host === service,
    );
    if (backend === undefined || known === undefined || !known.up || known.disabled) return null;
    const inFull = `${service}#${backend.pool}`;
    return host === service || host === inFull ? inFull : null;
  }

  /** Where something is to be taken over. @throws ServiceUnavailable, with Cinder's texts */
  async manageableHost(asked: { readonly host: string; readonly isCluster: boolean }): Promise<string> {
    const host = asked.isCluster ? null : await this.named(asked.host);
    if (host !== null) return host;
    const service = asked.host.replace(/#.*/, '');
    const known = (await this.services.list()).some((one) => one.host === service);
    throw new DomainError(
      'ServiceUnavailable',
      known && !asked.isCluster
        ? 'Service is unavailable at this time.'
        : `${asked.isCluster ? 'Cluster' : 'Host'} '${asked.host}' not found`,
    );
  }

  private async candidates(): Promise<readonly BackendCandidate[]> {
    const known = await this.services.list();
    const { host } = this.settings;
    return Promise.all(
      this.backends.all.map((backend) => {
        const service = known.find(
          (one) => one.binary === 'cinder-volume' && one.host === `${host}@${backend.name}`,
        );
        return this.candidate(backend, service === undefined || (service.up && !service.disabled));
      }),
    );
  }

  private async candidate(backend: VolumeBackend, usable: boolean): Promise<BackendCandidate> {
    const stats = await backend.driver.stats();
    const capabilities = poolCapabilities(backend, stats);
    return { host: this.backends.hostOf(backend), usable, capabilities, freeGib: stats.freeGib };
  }
}
