import type { TransferState } from '../../domain/transfer/transfer.state.js';
import type { Viewer } from '../http/identity/request-context.js';
import type { Links } from '../http/links.js';

/** Whichever of the two families of URLs was asked, links name the older one (spec 5.7). */
export const transferCollection = 'os-volume-transfer';

export const transferSummary = (
  { id, volume_id, display_name }: Pick<TransferState, 'id' | 'volume_id' | 'display_name'>,
  links: Links,
): object => ({ id, volume_id, name: display_name, links: links.of(transferCollection, id) });

export const transferDetail = (
  transfer: TransferState,
  links: Links,
  { microversion }: Pick<Viewer, 'microversion'>,
): object => ({
  id: transfer.id,
  created_at: transfer.created_at,
  name: transfer.display_name,
  volume_id: transfer.volume_id,
  links: links.of(transferCollection, transfer.id),
  ...(microversion.atLeast('3.55') ? { no_snapshots: transfer.no_snapshots } : {}),
  ...(microversion.atLeast('3.57')
    ? {
        source_project_id: transfer.project_id,
        destination_project_id: transfer.accepted_by?.project_id ?? null,
        accepted: transfer.accepted,
      }
    : {}),
});
