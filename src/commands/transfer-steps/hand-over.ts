import { goesAlong, moveSnapshot } from '../../domain/snapshot/snapshot-transfer.decide.js';
import { snapshotAggregate } from '../../domain/snapshot/snapshot.state.js';
import { completeAccept, failAccept } from '../../domain/transfer/transfer.decide.js';
import {
  transferAggregate,
  type Acceptance,
  type TransferState,
} from '../../domain/transfer/transfer.state.js';
import { endTransfer, moveVolume, notOffered } from '../../domain/volume/volume-transfer.decide.js';
import { volumeAggregate, type VolumeState } from '../../domain/volume/volume.state.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import type { CommandContext } from '../command-context.js';
import type { Reserving } from '../quota-ledger.js';
import type { Step, StepDependencies } from '../step.js';
import { chargeFor, creditFor } from './charges.js';

type Needs = Pick<StepDependencies, 'store' | 'quotas'>;
type Positions = readonly (LogPosition | undefined)[];

export interface HandedOver {
  readonly positions: Positions;
  /** Why nothing was moved; null when all was. */
  readonly failure: Error | null;
}

/** One hand-over: who gives, who gets, for whom all events are. */
class HandOver {
  constructor(
    private readonly needs: Needs,
    private readonly context: CommandContext,
    private readonly transfer: TransferState,
    private readonly to: Acceptance,
  ) {}

  /**
   * Volume, snapshots, charges, the volume's status, the transfer. Each is an append that changes nothing the second time, so
   * a request and a worker may do it side by side, and whoever dies is followed by another one. The credit of the former
   * owner is set aside before a thing moves and taken off after it, so it is taken off exactly once.
   */
  async run(): Promise<HandedOver> {
    const { store } = this.needs;
    const { id, volume_id } = this.transfer;
    const { state: volume } = await store.load(volumeAggregate, volume_id);
    if (volume === null) return this.fail(null);
    const charge = chargeFor.volume(volume, this.to);
    const credit = creditFor(charge, this.to.acceptance, this.transfer.project_id);
    await this.needs.quotas.reserveDelete(this.context, volume, credit);
    const moved = await store.execute(volumeAggregate, volume_id, this.context, (state) =>
      moveVolume(state, id, this.to),
    );
    if (moved.state?.acceptances.includes(this.to.acceptance) !== true) {
      await this.release(credit, charge);
      return this.fail(moved.state);
    }
    const snapshots: Positions[] = [];
    for (const snapshot of this.to.snapshot_ids) snapshots.push(await this.moveSnapshot(snapshot));
    const charged = await this.charge(charge, credit);
    const ended = await store.execute(volumeAggregate, volume_id, this.context, (state) =>
      endTransfer(state, id, 'accepted'),
    );
    const { position } = await store.execute(transferAggregate, id, this.context, (state) =>
      completeAccept(state, this.to.acceptance),
    );
    return {
      positions: [moved.position, ...snapshots.flat(), ...charged, ended.position, position],
      failure: null,
    };
  }

  private async moveSnapshot(id: string): Promise<Positions> {
    const { store, quotas } = this.needs;
    const { state: snapshot } = await store.load(snapshotAggregate, id);
    if (snapshot === null) return [];
    const giver = this.transfer.project_id;
    const charge = chargeFor.snapshot(snapshot, this.to);
    const credit = creditFor(charge, this.to.acceptance, giver);
    if (goesAlong(snapshot, giver)) await quotas.reserveDelete(this.context, snapshot, credit);
    const { state, position } = await store.execute(snapshotAggregate, id, this.context, (now) =>
      moveSnapshot(now, this.transfer.id, giver, this.to),
    );
    if (state?.acceptances.includes(this.to.acceptance) === true) {
      return [position, ...(await this.charge(charge, credit))];
    }
    // It was deleted meanwhile, which has credited its owner.
    await this.release(charge, credit);
    return [];
  }

  private charge(...reservations: readonly Reserving[]): Promise<Positions> {
    return Promise.all(reservations.map((one) => this.needs.quotas.charge(this.context, one)));
  }

  private async release(...reservations: readonly Reserving[]): Promise<void> {
    for (const { projectId, reservationId } of reservations) {
      await this.needs.quotas.release(this.context, projectId, reservationId, 'not handed over');
    }
  }

  /** The volume is not what was offered any more. What is reserved for snapshots is settled by the reconciler. */
  private async fail(volume: VolumeState | null): Promise<HandedOver> {
    const failure = notOffered(volume, this.transfer.id, this.transfer.volume_id);
    for (const id of this.to.snapshot_ids) {
      const { state } = await this.needs.store.load(snapshotAggregate, id);
      if (state !== null) await this.release(chargeFor.snapshot(state, this.to));
    }
    const { position } = await this.needs.store.execute(
      transferAggregate,
      this.transfer.id,
      this.context,
      (state) => failAccept(state, this.to.acceptance, failure.message),
    );
    return { positions: [position], failure };
  }
}

/** Hands an offered volume over to whom its transfer was decided for. */
export const handOver = (
  needs: Needs,
  context: CommandContext,
  transfer: TransferState,
): Promise<HandedOver> => {
  if (transfer.accepted_by === null) throw new Error(`nobody has accepted transfer ${transfer.id}`);
  return new HandOver(needs, context, transfer, transfer.accepted_by).run();
};

/** What a request left undone when it died. */
export const finishHandOver =
  (needs: Needs): Step<TransferState> =>
  async ({ state, context }) => {
    await handOver(needs, context, state);
  };
