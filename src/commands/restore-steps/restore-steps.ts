import type { RestoreState } from '../../domain/restore/restore.state.js';
import type { RestoreStep } from '../../domain/process/next-step.js';
import type { Step, StepDependencies } from '../step.js';
import { detachDevice } from './detach-device.js';
import { exportDevice } from './export-device.js';
import { fail } from './fail.js';
import { finish } from './finish.js';
import { prepareTarget } from './prepare-target.js';
import { removeExport } from './remove-export.js';
import { start } from './start.js';
import { transfer } from './transfer.js';

/** Every step of a restore; a step without code does not compile. */
export const restoreSteps = (needs: StepDependencies): Readonly<Record<RestoreStep, Step<RestoreState>>> => ({
  start: start(needs),
  prepareTarget: prepareTarget(needs),
  exportDevice: exportDevice(needs),
  transfer: transfer(needs),
  detachDevice: detachDevice(needs),
  removeExport: removeExport(needs),
  finish: finish(needs),
  fail: fail(needs),
});
