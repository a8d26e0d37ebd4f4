import { completeDelete } from '../../domain/transfer/transfer.decide.js';
import { transferAggregate, type TransferState } from '../../domain/transfer/transfer.state.js';
import { endTransfer } from '../../domain/volume/volume-transfer.decide.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import type { LogPosition } from '../../drivers/event-log/port.js';
import type { CommandContext } from '../command-context.js';
import type { Step, StepDependencies } from '../step.js';

type Needs = Pick<StepDependencies, 'store'>;

/** Ends a transfer whose deletion was accepted: the volume is available again. */
export const takeBack = async (
  { store }: Needs,
  context: CommandContext,
  { id, volume_id }: TransferState,
): Promise<readonly (LogPosition | undefined)[]> => {
  const released = await store.execute(volumeAggregate, volume_id, context, (state) =>
    endTransfer(state, id, 'deleted'),
  );
  const ended = await store.execute(transferAggregate, id, context, completeDelete);
  return [released.position, ended.position];
};

/** What a request left undone when it died. */
export const finishTakeBack =
  (needs: Needs): Step<TransferState> =>
  async ({ state, context }) => {
    await takeBack(needs, context, state);
  };
