import type { EventOf } from '../shared/event.js';
import type { volumeManageTypes } from './volume-manage.events.js';

type AnyManageEvent = EventOf<typeof volumeManageTypes>;
export type VolumeManageEvent = Exclude<AnyManageEvent, { type: 'VolumeManageRequested' }>;

/** A volume that is being taken over. */
export interface Managing {
  readonly reference: string;
  readonly found: { readonly size: number; readonly identity: string } | null;
}

interface Manageable {
  readonly status: string;
  readonly managing: Managing | null;
  readonly launched_at: string | null;
}

export const manageChanges = (state: Manageable, { type, data }: VolumeManageEvent, at: string) => {
  switch (type) {
    case 'VolumeManageLocated':
      return { managing: state.managing === null ? null : { ...state.managing, found: data } };
    case 'VolumeManaged':
      return {
        ...data,
        managing: null,
        use_quota: true,
        unmanaged: false,
        launched_at: state.launched_at ?? at,
        status: state.status === 'managing' ? 'available' : state.status,
      };
    case 'VolumeManageFailed':
      return { managing: null, status: 'error_managing', fail_reason: data.reason };
    case 'VolumeUnmanageRequested':
      return {
        status: 'unmanaging',
        deletion: { cascade: false, force: false, requested_at: at },
        unmanaged: true,
        lock: null,
      };
  }
};
