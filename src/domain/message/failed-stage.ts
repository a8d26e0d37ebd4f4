import type { BackupStep, RestoreStep } from '../process/next-step.js';
import type { MessageDetail } from './message-texts.js';

/** `attach`: the device could not be opened on the host, as the first act of a transfer. */
export type FailedStage = BackupStep | RestoreStep | 'attach';

const ofCreate: Readonly<Partial<Record<FailedStage, MessageDetail>>> = {
  schedule: '024',
  start: '017',
  prepareDevice: '019',
  exportDevice: '021',
  attach: '021',
};

const ofRestore: Readonly<Partial<Record<FailedStage, MessageDetail>>> = {
  start: '027',
  exportDevice: '021',
  attach: '021',
};

/** What users are told of a create that failed at this stage. Cinder has 019 and never sends it. */
export const detailOfCreate = (stage: string): MessageDetail => ofCreate[stage as FailedStage] ?? '020';

export const detailOfRestore = (stage: string): MessageDetail => ofRestore[stage as FailedStage] ?? '026';
