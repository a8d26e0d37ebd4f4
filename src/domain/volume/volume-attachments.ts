/** One attachment in the books of its volume. */
export interface VolumeAttachment {
  readonly id: string;
  readonly instance_uuid: string | null;
  readonly attached_host: string | null;
  readonly mountpoint: string | null;
  readonly attach_mode: string | null;
  readonly attach_status: string;
  /** Null while it is only reserved. */
  readonly attached_at: string | null;
}

/** Strongest first; a record that is an error counts for nothing (spec/api-core.md 2.8). */
const order = [
  ['attached', 'in-use'],
  ['attaching', 'attaching'],
  ['detaching', 'detaching'],
  ['reserved', 'reserved'],
] as const;

/** What a volume is, given the attachments it has. */
export const statusFrom = (
  attachments: readonly Pick<VolumeAttachment, 'attach_status'>[],
): { readonly status: string; readonly attach_status: string } => {
  const strongest = order.find(([word]) => attachments.some(({ attach_status }) => attach_status === word));
  return strongest === undefined
    ? { status: 'available', attach_status: 'detached' }
    : { status: strongest[1], attach_status: strongest[0] };
};

/** Statuses that an operation gives back: what changes meanwhile changes what it will be given back to. */
const lent = ['backing-up', 'extending', 'retyping'];

export interface Standing {
  readonly status: string;
  readonly previous_status: string | null;
  readonly attach_status: string;
}

/** The volume's statuses after its attachments changed, without disturbing an operation that has lent the status. */
export const standingWith = (
  volume: Pick<Standing, 'status' | 'previous_status'>,
  attachments: readonly Pick<VolumeAttachment, 'attach_status'>[],
): Standing => {
  const { status, attach_status } = statusFrom(attachments);
  return lent.includes(volume.status)
    ? { status: volume.status, previous_status: status, attach_status }
    : { status, previous_status: volume.previous_status, attach_status };
};
