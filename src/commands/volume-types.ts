import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../domain/shared/errors.js';
import type { CommandSettings } from './settings.js';
import { SETTINGS } from './tokens.js';
import { uuidV5 } from './uuid-v5.js';

export interface VolumeType {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
}

const uuidLike = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** The volume types there are: the default one. Its id follows from its name, so it is the same after every start. */
@Injectable()
export class VolumeTypes {
  readonly default: VolumeType;

  constructor(@Inject(SETTINGS) settings: CommandSettings) {
    const name = settings.defaultVolumeType;
    this.default = { id: uuidV5(`volume-type/${name}`), name, description: 'Default Volume Type' };
  }

  list(): readonly VolumeType[] {
    return [this.default];
  }

  /** By id or name. @throws VolumeTypeNotFound, VolumeTypeNotFoundByName (spec/api-core.md 2.3) */
  find(idOrName: string): VolumeType {
    const found = this.list().find(({ id, name }) => id === idOrName || name === idOrName);
    if (found !== undefined) return found;
    throw uuidLike.test(idOrName)
      ? new DomainError('VolumeTypeNotFound', `Volume type ${idOrName} could not be found.`)
      : new DomainError('VolumeTypeNotFoundByName', `Volume type with name ${idOrName} could not be found.`);
  }
}
