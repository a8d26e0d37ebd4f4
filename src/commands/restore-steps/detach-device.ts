import { recordStep } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import type { Step, StepDependencies } from '../step.js';

export const detachDevice =
  ({ store, devices }: Pick<StepDependencies, 'store' | 'devices'>): Step<RestoreState> =>
  async ({ id, state: { volume_id }, context }) => {
    await devices.detach('volume', volume_id);
    await store.execute(restoreAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'RestoreDeviceDetached', data: { volume_id } }),
    );
  };
