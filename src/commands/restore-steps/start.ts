import { recordStep } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import { lostTarget } from '../../domain/process/still-held.js';
import { volumeAggregate } from '../../domain/volume/volume.state.js';
import { requireHeld } from '../no-longer-held.js';
import type { Step, StepDependencies } from '../step.js';

export const start =
  ({
    store,
    services,
    settings,
  }: Pick<StepDependencies, 'store' | 'services' | 'settings'>): Step<RestoreState> =>
  async ({ id, state: restore, context }) => {
    const { state: volume } = await store.load(volumeAggregate, restore.volume_id);
    requireHeld(lostTarget(volume, id));
    const host = (await services.choose({ zone: null, key: id }, volume?.host ?? null)) ?? settings.host;
    await store.execute(restoreAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'RestoreStarted', data: { host } }),
    );
  };
