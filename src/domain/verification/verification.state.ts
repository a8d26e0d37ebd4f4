import type { Aggregate, Recorded } from '../shared/event.js';
import {
  verificationEvents,
  type VerificationEvent,
  type VerificationOutcome,
} from './verification.events.js';

/** `checked`: what it found is known; the backup is told of it next. */
export type VerificationPhase = 'requested' | 'running' | 'checked' | 'done';

export interface DamagedObject {
  readonly object_name: string;
  readonly problem: string;
}

export interface VerificationState {
  readonly id: string;
  readonly project_id: string;
  readonly user_id: string;
  readonly backup_id: string;
  readonly phase: VerificationPhase;
  readonly outcome: VerificationOutcome | null;
  /** It was told to stop, until it ended. */
  readonly cancelling: boolean;
  readonly cancel_reason: string | null;
  /** Why it could not be carried out. */
  readonly fail_reason: string | null;
  readonly attempts: number;
  readonly objects_checked: number;
  readonly bytes_checked: number;
  readonly damaged_objects: number;
  readonly damaged: readonly DamagedObject[];
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

type Born = Exclude<VerificationEvent, { type: 'VerificationRequested' | 'VerificationAbandoned' }>;

const nothing = { objects_checked: 0, bytes_checked: 0, damaged_objects: 0, damaged: [] } as const;

const changes = (state: VerificationState, event: Recorded<Born>): Partial<VerificationState> => {
  switch (event.type) {
    case 'VerificationStarted':
      return {
        ...nothing,
        phase: 'running',
        attempts: event.data.attempt,
        started_at: state.started_at ?? event.at,
      };
    case 'VerificationProgressed': {
      const { objects_checked, bytes_checked } = event.data;
      return { objects_checked, bytes_checked };
    }
    case 'VerificationChecked': {
      const { attempt: _, ...found } = event.data;
      return { ...found, phase: 'checked' };
    }
    case 'VerificationStepFailed':
      return { phase: 'checked', fail_reason: event.data.fail_reason };
    case 'VerificationCancelRequested':
      return { cancelling: true, cancel_reason: event.data.reason };
    case 'VerificationEnded':
      return { phase: 'done', outcome: event.data.outcome, cancelling: false, finished_at: event.at };
  }
};

export const evolveVerification = (
  state: VerificationState | null,
  event: Recorded<VerificationEvent>,
): VerificationState | null => {
  if (event.type === 'VerificationRequested') {
    const { verification_id, ...data } = event.data;
    return {
      ...data,
      ...nothing,
      id: verification_id,
      phase: 'requested',
      outcome: null,
      cancelling: false,
      cancel_reason: null,
      fail_reason: null,
      attempts: 0,
      started_at: null,
      finished_at: null,
      created_at: event.at,
      updated_at: event.at,
    };
  }
  if (state === null || event.type === 'VerificationAbandoned') return null;
  return { ...state, ...changes(state, event), updated_at: event.at };
};

export const verificationAggregate: Aggregate<VerificationState, VerificationEvent> = {
  category: 'verification',
  events: verificationEvents,
  evolve: evolveVerification,
};
