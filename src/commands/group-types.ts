import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../domain/shared/errors.js';
import { existingGroupType, findGroupType } from '../domain/group-types/find-group-type.js';
import type { GroupTypesEvent } from '../domain/group-types/group-types.events.js';
import {
  groupTypesAggregate,
  groupTypesId,
  noGroupTypes,
  type GroupType,
  type GroupTypeCatalogue,
} from '../domain/group-types/group-types.state.js';
import { AggregateStore } from './aggregate-store.js';
import type { CommandContext } from './command-context.js';
import type { Lookup } from './lookup.js';
import { ReadYourWrites } from './read-your-writes.js';
import { LOOKUP } from './tokens.js';

/** Types of groups with their specs, straight from the log. */
@Injectable()
export class GroupTypes {
  constructor(
    private readonly store: AggregateStore,
    private readonly written: ReadYourWrites,
    @Inject(LOOKUP) private readonly lookup: Lookup,
  ) {}

  async catalogue(): Promise<GroupTypeCatalogue> {
    const { state } = await this.store.load(groupTypesAggregate, groupTypesId);
    return state ?? noGroupTypes;
  }

  /** By id or name, as the caller may see it. @throws GroupTypeNotFound, GroupTypeNotFoundByName */
  async find(context: CommandContext, idOrName: string): Promise<GroupType> {
    return findGroupType(await this.catalogue(), idOrName, context);
  }

  /** The type of a group that the caller may see anyway. @throws GroupTypeNotFound */
  async ofId(id: string): Promise<GroupType> {
    return existingGroupType(await this.catalogue(), id);
  }

  /** Appends what is decided on the newest catalogue. */
  async change(
    context: CommandContext,
    decide: (catalogue: GroupTypeCatalogue) => readonly GroupTypesEvent[],
  ): Promise<GroupTypeCatalogue> {
    const { state, position } = await this.store.execute(
      groupTypesAggregate,
      groupTypesId,
      context,
      (known) => decide(known ?? noGroupTypes),
    );
    await this.written.passed(position);
    return state ?? noGroupTypes;
  }

  /** @throws GroupTypeInUse when any group, whosever, has the type */
  async refuseInUse(id: string): Promise<void> {
    if (!(await this.lookup.isGroupTypeInUse(id))) return;
    const reason = `Group Type ${id} deletion is not allowed with groups present with the type.`;
    throw new DomainError('GroupTypeInUse', `Target group type is still in use. ${reason}`);
  }
}
