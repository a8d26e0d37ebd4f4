import { recordStep } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import type { Step, StepDependencies } from '../step.js';

export const removeExport =
  ({ store, devices }: Pick<StepDependencies, 'store' | 'devices'>): Step<RestoreState> =>
  async ({ id, state: { volume_id }, context }) => {
    await devices.unexport('volume', volume_id);
    await store.execute(restoreAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'RestoreDeviceUnexported', data: { volume_id } }),
    );
  };
