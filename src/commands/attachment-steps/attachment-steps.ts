import type { AttachmentState } from '../../domain/attachment/attachment.state.js';
import type { AttachmentStep } from '../../domain/process/next-step.js';
import type { Step, StepDependencies } from '../step.js';
import { deleteAttachment } from './delete.js';

/** Every step of an attachment's life; a step without code does not compile. */
export const attachmentSteps = (
  needs: StepDependencies,
): Readonly<Record<AttachmentStep, Step<AttachmentState>>> => ({ delete: deleteAttachment(needs) });
