import { messageOf } from '../../domain/verification/verification.decide.js';
import type { VerificationState } from '../../domain/verification/verification.state.js';

/** Damage and a store that cannot be read are both `failed`; only the former names objects. */
const statusOf = ({ phase, outcome }: VerificationState): string => {
  if (outcome !== null) return outcome === 'damaged' ? 'failed' : outcome;
  return phase === 'requested' ? 'requested' : 'running';
};

export const verificationView = (verification: VerificationState): object => ({
  id: verification.id,
  backup_id: verification.backup_id,
  status: statusOf(verification),
  created_at: verification.created_at,
  started_at: verification.started_at,
  finished_at: verification.finished_at,
  objects_checked: verification.objects_checked,
  bytes_checked: verification.bytes_checked,
  damaged_objects: verification.damaged_objects,
  damaged: verification.damaged.map(({ object_name, problem }) => ({ object_name, problem })),
  message: messageOf(verification),
});
