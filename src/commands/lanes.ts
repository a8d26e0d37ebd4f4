import type { Job, JobQueue } from '../drivers/job-queue/port.js';

/**
 * Two queues: the few long jobs that move bytes, limited by backup_max_operations, and the many short ones, which must
 * not wait behind them.
 */
export interface Lanes {
  readonly data: JobQueue;
  readonly control: JobQueue;
}

const dataSteps = ['transfer', 'verify', 'mergeLayer', 'migrate'];

export const laneOf = ({ step }: Pick<Job, 'step'>): keyof Lanes =>
  dataSteps.includes(step) ? 'data' : 'control';
