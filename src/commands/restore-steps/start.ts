import { recordStep } from '../../domain/restore/restore.decide.js';
import { restoreAggregate, type RestoreState } from '../../domain/restore/restore.state.js';
import type { Step, StepDependencies } from '../step.js';

export const start =
  ({ store, settings }: Pick<StepDependencies, 'store' | 'settings'>): Step<RestoreState> =>
  async ({ id, context }) => {
    await store.execute(restoreAggregate, id, context, (state) =>
      recordStep(state, id, { type: 'RestoreStarted', data: { host: settings.host } }),
    );
  };
