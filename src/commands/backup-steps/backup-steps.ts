import type { BackupState } from '../../domain/backup/backup.state.js';
import type { BackupStep } from '../../domain/process/next-step.js';
import type { Step, StepDependencies } from '../step.js';
import { createTemp } from './create-temp.js';
import { deleteObjects } from './delete-objects.js';
import { deleteTemp } from './delete-temp.js';
import { detachDevice } from './detach-device.js';
import { discardMerge } from './discard-merge.js';
import { exportDevice } from './export-device.js';
import { fail } from './fail.js';
import { finish } from './finish.js';
import { finishDelete } from './finish-delete.js';
import { importRecord } from './import-record.js';
import { mergeLayer } from './merge-layer.js';
import { prepareDevice } from './prepare-device.js';
import { removeExport } from './remove-export.js';
import { schedule } from './schedule.js';
import { settleChildren } from './settle-children.js';
import { start } from './start.js';
import { stopVerification } from './stop-verification.js';
import { transfer } from './transfer.js';

/** Every step of a backup's life; a step without code does not compile. */
export const backupSteps = (needs: StepDependencies): Readonly<Record<BackupStep, Step<BackupState>>> => ({
  import: importRecord(needs),
  schedule: schedule(needs),
  start: start(needs),
  prepareDevice: prepareDevice(needs),
  createTemp: createTemp(needs),
  exportDevice: exportDevice(needs),
  transfer: transfer(needs),
  detachDevice: detachDevice(needs),
  removeExport: removeExport(needs),
  deleteTemp: deleteTemp(needs),
  finish: finish(needs),
  fail: fail(needs),
  settleChildren: settleChildren(needs),
  mergeLayer: mergeLayer(needs),
  discardMerge: discardMerge(needs),
  stopVerification: stopVerification(needs),
  deleteObjects: deleteObjects(needs),
  finishDelete: finishDelete(needs),
});
