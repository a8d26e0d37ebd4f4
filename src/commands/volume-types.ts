import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../domain/shared/errors.js';
import { defaultType, existingType, findType } from '../domain/type-catalogue/find-type.js';
import { firstType, initialCatalogue } from '../domain/type-catalogue/initial-catalogue.js';
import type { TypeCatalogueEvent } from '../domain/type-catalogue/type-catalogue.events.js';
import {
  catalogueId,
  typeCatalogueAggregate,
  type TypeCatalogue,
  type VolumeType,
} from '../domain/type-catalogue/type-catalogue.state.js';
import type { VolumeState } from '../domain/volume/volume.state.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import type { Lookup } from './lookup.js';
import { ReadYourWrites } from './read-your-writes.js';
import type { CommandSettings } from './settings.js';
import { LOOKUP, SETTINGS } from './tokens.js';
import { uuidV5 } from './uuid-v5.js';

/** Volume types with what hangs on them, straight from the log. */
@Injectable()
export class VolumeTypes {
  /** What there is before anybody has changed anything. Its id follows from its name, so it is the same in every process. */
  readonly initial: TypeCatalogue;
  private readonly first: TypeCatalogueEvent;

  constructor(
    private readonly store: AggregateStore,
    private readonly written: ReadYourWrites,
    @Inject(LOOKUP) private readonly lookup: Lookup,
    @Inject(SETTINGS) private readonly settings: CommandSettings,
  ) {
    const name = settings.defaultVolumeType;
    const id = uuidV5(`volume-type/${name}`);
    this.initial = initialCatalogue(id, name);
    this.first = { type: 'VolumeTypeCreated', data: firstType(id, name) };
  }

  async catalogue(): Promise<TypeCatalogue> {
    const { state } = await this.store.load(typeCatalogueAggregate, catalogueId);
    return state ?? this.initial;
  }

  /** By id or name, as the caller may see it. @throws VolumeTypeNotFound, VolumeTypeNotFoundByName */
  async find(context: CommandContext, idOrName: string): Promise<VolumeType> {
    return findType(await this.catalogue(), idOrName, viewerOf(context));
  }

  /** The type of something that the caller may see anyway. @throws VolumeTypeNotFound */
  async ofId(id: string): Promise<VolumeType> {
    return existingType(await this.catalogue(), id);
  }

  /** The type of a volume; undefined when it was never recorded, and the configuration names another one now. */
  async of({ volume_type_id }: VolumeState): Promise<VolumeType | undefined> {
    return (await this.catalogue()).types[volume_type_id];
  }

  /**
   * What the caller's volumes get when they are created without a type.
   * @throws VolumeTypeNotFoundByName there is none; a 500 in Cinder, where it is no fault of the service either
   */
  async default(context: CommandContext): Promise<VolumeType> {
    const { defaultVolumeType: name } = this.settings;
    const type = defaultType(await this.catalogue(), name, viewerOf(context));
    if (type !== undefined) return type;
    const text = `The request cannot be fulfilled as the default volume type ${name} cannot be found.`;
    throw new DomainError('VolumeTypeNotFoundByName', text);
  }

  /** Appends what is decided on the newest catalogue; the first change records the default type as well. */
  async change(
    context: CommandContext,
    decide: (catalogue: TypeCatalogue) => readonly TypeCatalogueEvent[],
  ): Promise<TypeCatalogue> {
    const { state, position } = await this.store.execute(
      typeCatalogueAggregate,
      catalogueId,
      context,
      (known) => {
        const events = decide(known ?? this.initial);
        return known === null && events.length > 0 ? [this.first, ...events] : events;
      },
    );
    await this.written.passed(position);
    return state ?? this.initial;
  }

  /** @throws InvalidVolumeType with the text, when any group takes volumes of the type */
  async refuseOfGroup(typeId: string, text: string): Promise<void> {
    if (await this.lookup.isTypeOfGroup(typeId)) throw new DomainError('InvalidVolumeType', text);
  }

  /** @throws InvalidVolumeType with the text, when any volume has the type */
  async refuseInUse(typeId: string, text: string): Promise<void> {
    if (await this.lookup.isTypeInUse(typeId)) throw new DomainError('InvalidVolumeType', text);
  }
}

const viewerOf = ({ is_admin, actor }: CommandContext) => ({ is_admin, project_id: actor.project_id });
