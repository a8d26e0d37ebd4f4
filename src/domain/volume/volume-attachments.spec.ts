import { given } from '../../../test/support/given.js';
import {
  attached,
  attachedVolume,
  attachmentId,
  attachmentReserved,
  availableVolume,
  backupId,
  host,
  instanceId,
  lockedForBackup,
  reservedVolume,
  statusReset,
  volumeId,
  volumeInStatus,
} from '../../../test/domain/histories/volume.js';
import { releaseFromBackup } from './volume-lock.decide.js';
import {
  attachVolume,
  completeAttachment,
  connectAttachment,
  removeAttachment,
  reserveAttachment,
} from './volume-attach.decide.js';
import { statusFrom } from './volume-attachments.js';
import { volumeAggregate, type VolumeState } from './volume.state.js';

const reserve =
  (attachment_id = attachmentId, instance_uuid: string | null = instanceId) =>
  (state: VolumeState | null) =>
    reserveAttachment(state, volumeId, { attachment_id, instance_uuid, mode: null });
const connector = { host: 'compute-1', mountpoint: '/dev/vdb', mode: null };
const connect =
  (id = attachmentId, changes: Partial<typeof connector> | { mode: string } = {}) =>
  (state: VolumeState | null) =>
    connectAttachment(state, volumeId, id, { ...connector, ...changes });
const complete = (state: VolumeState | null) => completeAttachment(state, volumeId, attachmentId);
const remove = (state: VolumeState | null) => removeAttachment(state, attachmentId);
const attach =
  (mode = 'rw') =>
  (state: VolumeState | null) =>
    attachVolume(state, volumeId, {
      attachment_id: attachmentId,
      instance_uuid: instanceId,
      attached_host: null,
      mountpoint: '/dev/vdb',
      mode,
    });

describe('The statuses of a volume', () => {
  it.each([
    [[], 'available', 'detached'],
    [['reserved'], 'reserved', 'reserved'],
    [['reserved', 'detaching'], 'detaching', 'detaching'],
    [['reserved', 'detaching', 'attaching'], 'attaching', 'attaching'],
    [['attaching', 'attached'], 'in-use', 'attached'],
    [['error_attaching'], 'available', 'detached'],
  ])('with %j attached are %s and %s', (words, status, attach_status) => {
    expect(statusFrom(words.map((word) => ({ attach_status: word })))).toEqual({ status, attach_status });
  });
});

describe('An attachment', () => {
  it('goes from reserved over attaching to attached', () => {
    given(volumeAggregate, availableVolume)
      .when(reserve())
      .then([attachmentReserved])
      .when(connect())
      .then([
        {
          type: 'VolumeAttachmentChanged',
          data: {
            attachment_id: attachmentId,
            attached_host: 'compute-1',
            mountpoint: '/dev/vdb',
            attach_mode: 'rw',
            attachment_status: 'attaching',
            status: 'attaching',
            previous_status: null,
            attach_status: 'attaching',
          },
        },
      ])
      .when(complete)
      .thenState({
        status: 'in-use',
        attach_status: 'attached',
        attachments: [
          {
            id: attachmentId,
            instance_uuid: instanceId,
            attached_host: 'compute-1',
            mountpoint: '/dev/vdb',
            attach_mode: 'rw',
            attach_status: 'attached',
            attached_at: '2026-11-21T05:00:03.000000',
          },
        ],
      });
  });

  it('is asked for twice without effect', () => {
    given(volumeAggregate, reservedVolume).when(reserve()).thenNothing();
    given(volumeAggregate, attachedVolume).when(complete).thenNothing();
    given(volumeAggregate, attachedVolume).when(attach()).thenNothing();
    given(volumeAggregate, availableVolume).when(remove).thenNothing();
  });

  it('of the same server is reserved again, of another refused', () => {
    given(volumeAggregate, attachedVolume)
      .when(reserve('second'))
      .thenState({
        status: 'in-use',
        attachments: [
          expect.objectContaining({ id: attachmentId }),
          expect.objectContaining({ id: 'second', attach_status: 'reserved' }),
        ],
      });
    given(volumeAggregate, attachedVolume)
      .when(reserve('second', null))
      .thenThrows(
        'InvalidVolume',
        `Invalid volume: Volume ${volumeId} status must be available or downloading to reserve, but the current status is in-use.`,
      );
  });

  it('is refused by a volume in error, with the words of the call', () => {
    const text = (verb: string): string =>
      `Volume attachments can not be ${verb} if the volume is in an error state. ` +
      `The Volume ${volumeId} currently has a status of: error `;
    given(volumeAggregate, volumeInStatus('error'))
      .when(reserve())
      .thenThrows('InvalidVolume', `Invalid volume: ${text('created')}`);
    given(volumeAggregate, [...reservedVolume, statusReset('error')])
      .when(connect())
      .thenThrows('ResourceConflict', `Resource conflict: ${text('updated')}`);
  });

  it('is not connected while another one is', () => {
    given(volumeAggregate, attachedVolume)
      .when(reserve('second'))
      .when(connect('second'))
      .thenThrows(
        'ResourceConflict',
        `Resource conflict: duplicate connectors detected on volume ${volumeId}`,
      );
  });

  it.each(['ro', 'rw'])('takes the mode %s of its connector when it has none', (mode) => {
    given(volumeAggregate, reservedVolume)
      .when(connect(attachmentId, { mode }))
      .thenState({
        status: 'attaching',
        attach_status: 'attaching',
        attachments: [expect.objectContaining({ attach_mode: mode })],
      });
  });
});

describe('os-attach', () => {
  it('brings the volume into use at once', () => {
    given(volumeAggregate, availableVolume)
      .when(attach())
      .then([attached])
      .thenState({ status: 'in-use', admin_metadata: { readonly: 'False', attached_mode: 'rw' } });
  });

  it('needs a volume that is free', () => {
    given(volumeAggregate, attachedVolume)
      .when((state) =>
        attachVolume(state, volumeId, {
          attachment_id: 'second',
          instance_uuid: null,
          attached_host: host,
          mountpoint: '/dev/vdb',
          mode: 'rw',
        }),
      )
      .thenThrows(
        'InvalidVolume',
        'Invalid volume: volume is already attached and multiple attachments are not enabled',
      );
    given(volumeAggregate, volumeInStatus('maintenance'))
      .when(attach())
      .thenThrows('InvalidVolume', 'Invalid volume: The volume cannot be attached in maintenance mode.');
  });
});

describe('A detach', () => {
  it('frees the volume', () => {
    given(volumeAggregate, attachedVolume)
      .when(remove)
      .then([
        {
          type: 'VolumeAttachmentRemoved',
          data: {
            attachment_id: attachmentId,
            admin_metadata: { readonly: 'False' },
            status: 'available',
            previous_status: null,
            attach_status: 'detached',
          },
        },
      ])
      .thenState({ status: 'available', attach_status: 'detached', attachments: [] });
  });

  it('in mid-backup leaves the status to the backup, which gives back what is true then', () => {
    given(volumeAggregate, [...attachedVolume, lockedForBackup('in-use')])
      .when(remove)
      .thenState({ status: 'backing-up', previous_status: 'available', attach_status: 'detached' });
    given(volumeAggregate, [...attachedVolume, lockedForBackup('in-use')])
      .when(remove)
      .when((state) => releaseFromBackup(state, backupId, 'finished'))
      .thenState({ status: 'available', previous_status: 'backing-up', lock: null });
  });
});
