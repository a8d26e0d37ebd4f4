import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reservationFor } from '../../domain/process/settle-reservation.js';
import { snapshotDeltas } from '../../domain/quota/deltas.js';
import { requestSnapshot, type SnapshotToCreate } from '../../domain/snapshot/snapshot.decide.js';
import type { SnapshotEvent } from '../../domain/snapshot/snapshot.events.js';
import { requestManage } from '../../domain/snapshot/snapshot-manage.decide.js';
import { snapshotAggregate, type SnapshotState } from '../../domain/snapshot/snapshot.state.js';
import { keptBySnapshot } from '../../domain/volume/boot-metadata.js';
import { addSnapshot, removeSnapshot } from '../../domain/volume/volume.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { AggregateStore } from '../aggregate-store.js';
import type { CommandContext } from '../command-context.js';
import { withCompensation } from '../compensation.js';
import { FindVisible } from '../find-visible.js';
import { FrozenBackends } from '../frozen-backends.js';
import type { IdOf } from '../idempotency/key-ids.js';
import { NewQuota } from '../idempotency/new-quota.js';
import { OncePerKey } from '../idempotency/once-per-key.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { expectSize, reckoning } from '../reckoning.js';
import { CreateSnapshot, type SnapshotInput } from './create-snapshot.command.js';

/** Quota, then the volume learns of its snapshot (so it cannot be deleted meanwhile), then the snapshot exists. */
@CommandHandler(CreateSnapshot)
export class CreateSnapshotHandler implements ICommandHandler<CreateSnapshot> {
  constructor(
    private readonly store: AggregateStore,
    private readonly find: FindVisible,
    private readonly frozen: FrozenBackends,
    private readonly once: OncePerKey,
    private readonly quota: NewQuota,
    private readonly written: ReadYourWrites,
  ) {}

  execute({ context, input }: CreateSnapshot): Promise<SnapshotState> {
    const make = (idOf: IdOf): Promise<SnapshotState> =>
      reckoning(() => this.create(context, idOf('snapshot'), input));
    return this.once.run(context, 'snapshot', { make });
  }

  private async create(caller: CommandContext, id: string, input: SnapshotInput): Promise<SnapshotState> {
    const { volume_id, allowed, name, description, metadata, reference } = input;
    const volume = await this.find.volume(caller, volume_id);
    addSnapshot(volume, volume_id, id, allowed);
    await this.frozen.refuse(volume.host);
    const context = { ...caller, correlation_id: id };
    const projectId = context.actor.project_id ?? '';
    const reservationId = reservationFor.create(id);
    return withCompensation(async (compensate) => {
      const claim = { operation: 'snapshot', operation_id: id } as const;
      const deltas = snapshotDeltas(volume.size, volume.volume_type);
      const wanted = { projectId, reservationId, claim, deltas };
      await this.quota.reserve(context, snapshotAggregate, wanted, compensate);
      await this.store.execute(volumeAggregate, volume_id, context, (state) => {
        const events = addSnapshot(state, volume_id, id, allowed);
        expectSize(state, volume.size);
        return events;
      });
      compensate(() =>
        this.store.execute(volumeAggregate, volume_id, context, (state) => removeSnapshot(state, id)),
      );
      const { state, position } = await this.store.create(
        snapshotAggregate,
        id,
        context,
        recorded(
          {
            snapshot_id: id,
            volume_id,
            project_id: projectId,
            user_id: context.actor.user_id ?? '',
            size: volume.size,
            display_name: name,
            display_description: description,
            metadata,
            volume_type: volume.volume_type,
            volume_type_id: volume.volume_type_id,
            availability_zone: volume.availability_zone,
            ...keptBySnapshot(volume),
          },
          reference,
        ),
      );
      compensate.forget();
      await this.written.passed(position, await this.quota.commit(context, id));
      return state as SnapshotState;
    });
  }
}

const recorded = (snapshot: SnapshotToCreate, reference: string | undefined): SnapshotEvent[] =>
  reference === undefined ? requestSnapshot(snapshot) : requestManage({ ...snapshot, reference });
