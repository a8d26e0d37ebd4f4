import { recordStep } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import type { Step, StepDependencies } from '../step.js';

export const exportDevice =
  ({
    store,
    devices,
    settings,
  }: Pick<StepDependencies, 'store' | 'devices' | 'settings'>): Step<RestoreState> =>
  async ({ id, state: restore, context }) => {
    const { volume_id } = restore;
    const { driver_volume_type } = await devices.export('volume', volume_id);
    await store.execute(restoreAggregate, id, context, (state) =>
      recordStep(state, id, {
        type: 'RestoreDeviceExported',
        data: { volume_id, driver_volume_type, host: settings.host },
      }),
    );
  };
