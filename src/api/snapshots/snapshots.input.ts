import type { SnapshotInput } from '../../commands/create-snapshot/create-snapshot.command.js';
import type { SnapshotChanges } from '../../commands/update-snapshot/update-snapshot.command.js';
import { bodyBoolean } from '../http/body/boolean-words.js';
import { trimmed, type Metadata } from '../http/body/trimmed.js';
import { badRequest } from '../http/faults/http-fault.js';
import type { Microversion } from '../http/routing/microversion.js';

export interface CreateSnapshotBody {
  readonly snapshot: {
    readonly volume_id: string | null;
    readonly name?: string | null;
    readonly display_name?: string | null;
    readonly description?: string | null;
    readonly force?: boolean | string;
    readonly metadata?: Metadata | null;
  };
}

const forceText =
  "Since microversion 3.66 the 'force' flag is invalid for this request.  For backward compatability, however, when " +
  "the 'force' flag is passed with a value evaluating to True, it is silently ignored.";

/** The volume's statuses in which a snapshot may be taken: from 3.66 on it needs no force (spec 3.2). */
const allowedStatuses = (
  force: boolean | string | undefined,
  microversion: Microversion,
): readonly string[] => {
  const inUseToo = ['available', 'in-use'];
  if (!microversion.atLeast('3.66')) return bodyBoolean(force) ? inUseToo : ['available'];
  if (force !== undefined && !bodyBoolean(force)) throw badRequest(forceText);
  return inUseToo;
};

/** @param volumeId of the body, after the volume was found */
export const snapshotInput = (
  { snapshot }: CreateSnapshotBody,
  volumeId: string,
  microversion: Microversion,
): SnapshotInput => ({
  volume_id: volumeId,
  name: trimmed(snapshot.name === undefined ? snapshot.display_name : snapshot.name) ?? null,
  description: trimmed(snapshot.description) ?? null,
  metadata: snapshot.metadata ?? {},
  allowed: allowedStatuses(snapshot.force, microversion),
});

export interface UpdateSnapshotBody {
  readonly snapshot: {
    readonly name?: string | null;
    readonly display_name?: string | null;
    readonly description?: string | null;
    readonly display_description?: string | null;
  };
}

export const snapshotChanges = ({ snapshot }: UpdateSnapshotBody): SnapshotChanges => ({
  name: trimmed(snapshot.name === undefined ? snapshot.display_name : snapshot.name),
  description: trimmed(
    snapshot.description === undefined ? snapshot.display_description : snapshot.description,
  ),
});
