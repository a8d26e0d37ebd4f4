import { event, type EventOf } from '../shared/event.js';
import { integer, listOf, oneOf, record, text } from '../shared/schema.js';

/** How a verification can end. `failed`: it could not be carried out, so it tells nothing about the backup. */
export const verificationOutcomes = ['passed', 'damaged', 'failed', 'cancelled'] as const;
export type VerificationOutcome = (typeof verificationOutcomes)[number];

/** One verification of one backup and of the chain below it, from request to end. */
export const verificationEvents = {
  VerificationRequested: event(
    'VerificationRequested',
    1,
    record({ verification_id: text, project_id: text, user_id: text, backup_id: text }),
  ),
  /** The request died before it was recorded; the id can never be used. */
  VerificationAbandoned: event('VerificationAbandoned', 1, record({ reason: text })),
  /** An attempt begins at the first object: nothing that an earlier one found counts. */
  VerificationStarted: event('VerificationStarted', 1, record({ host: text, attempt: integer })),
  VerificationProgressed: event(
    'VerificationProgressed',
    1,
    record({ attempt: integer, objects_checked: integer, bytes_checked: integer }),
  ),
  /** All objects were looked at. */
  VerificationChecked: event(
    'VerificationChecked',
    1,
    record({
      attempt: integer,
      objects_checked: integer,
      bytes_checked: integer,
      damaged_objects: integer,
      /** The first of them. */
      damaged: listOf(record({ object_name: text, problem: text })),
    }),
  ),
  /** It cannot be carried out: the store does not answer, or the record leads nowhere. */
  VerificationStepFailed: event('VerificationStepFailed', 1, record({ attempt: integer, fail_reason: text })),
  VerificationCancelRequested: event('VerificationCancelRequested', 1, record({ reason: text })),
  VerificationEnded: event('VerificationEnded', 1, record({ outcome: oneOf(...verificationOutcomes) })),
} as const;

export type VerificationEvent = EventOf<typeof verificationEvents>;
