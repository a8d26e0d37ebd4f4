import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  requestCascade,
  requestDetach,
  requireDeletable,
} from '../../domain/backup/backup-deletion.decide.js';
import { backupAggregate, type BackupState } from '../../domain/backup/backup.state.js';
import {
  requireChildDetachable,
  requireMemberDeletable,
  requireNotRestoring,
  type ChainRequest,
} from '../../domain/backup/chain-member.decide.js';
import type { Clock } from '../../domain/shared/clock.js';
import { DomainError } from '../../domain/shared/errors.js';
import { toCinderTime } from '../../domain/shared/time.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import { AggregateStore } from '../aggregate-store.js';
import { dependentsOf, type ChainMember } from '../chain-members.js';
import type { CommandContext } from '../command-context.js';
import { FindVisible } from '../find-visible.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { CLOCK } from '../tokens.js';
import { DeleteChainMember } from './delete-chain-member.command.js';

/**
 * All members are checked before anything is recorded; the wish is recorded with the backup, whose own steps carry it out and
 * check each member once more. In a cascade the members are marked here too, so they show `deleting` at once.
 */
@CommandHandler(DeleteChainMember)
export class DeleteChainMemberHandler implements ICommandHandler<DeleteChainMember> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly written: ReadYourWrites,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, id, children }: DeleteChainMember): Promise<void> {
    const now = toCinderTime(this.clock.now());
    const root = requireDeletable(await this.find.backup(context, id), id, now);
    const members = await dependentsOf(this.store, root);
    const all_projects = context.is_admin;
    const check = children === 'delete' ? checkCascade : checkDetach;
    check(root, members, { project_id: root.project_id, all_projects, now });
    const request = children === 'delete' ? requestCascade : requestDetach;
    const { position } = await this.store.execute(backupAggregate, id, context, (state) =>
      request(state, id, now, { all_projects }),
    );
    const marked = children === 'delete' ? await this.mark(context, members, now) : [];
    await this.written.passed(position, ...marked);
  }

  /** What cannot be marked any more is met again by the backup's own step, which says why. */
  private async mark(
    context: CommandContext,
    members: readonly ChainMember[],
    now: string,
  ): Promise<(LogPosition | undefined)[]> {
    const all_projects = context.is_admin;
    const positions: (LogPosition | undefined)[] = [];
    for (const { id } of members) {
      try {
        const { position } = await this.store.execute(backupAggregate, id, context, (state) =>
          state === null || state.deletion !== null ? [] : requestCascade(state, id, now, { all_projects }),
        );
        positions.push(position);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return positions;
  }
}

const checkCascade = (_root: BackupState, members: readonly ChainMember[], request: ChainRequest): void => {
  for (const { id, state } of members) requireMemberDeletable(state, id, request);
};

const checkDetach = (root: BackupState, members: readonly ChainMember[], request: ChainRequest): void => {
  for (const { id, state } of members) {
    if (root.children.includes(id)) requireChildDetachable(state, id, request);
    requireNotRestoring(state, id);
  }
};
