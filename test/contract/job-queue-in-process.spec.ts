import { InProcessJobQueue } from '../../src/drivers/job-queue/in-process.js';
import { jobQueueContract } from './job-queue.contract.js';

jobQueueContract('in-process', async (onHandlerError) => new InProcessJobQueue(onHandlerError));
