import { given } from '../../../test/support/given.js';
import { attachmentId, instanceId, volumeId } from '../../../test/domain/histories/volume.js';
import {
  completeDelete,
  recordCompletion,
  recordConnection,
  requestAttachment,
  requestDelete,
  type AttachmentToCreate,
} from './attachment.decide.js';
import type { AttachmentEvent } from './attachment.events.js';
import { attachmentAggregate, type AttachmentState } from './attachment.state.js';

const toCreate: AttachmentToCreate = {
  attachment_id: attachmentId,
  volume_id: volumeId,
  project_id: 'p',
  user_id: 'u',
  instance_uuid: instanceId,
  attached_host: null,
  mountpoint: null,
  attach_mode: null,
  attach_status: 'reserved',
};
const requested: AttachmentEvent = { type: 'AttachmentRequested', data: toCreate };
const deletionRequested: AttachmentEvent = { type: 'AttachmentDeletionRequested', data: {} };
const connection = {
  attached_host: 'compute-1',
  mountpoint: '/dev/vdb',
  attach_mode: 'rw',
  driver_volume_type: 'local',
};
const connect = (state: AttachmentState | null) => recordConnection(state, attachmentId, connection);
const complete = (state: AttachmentState | null) => recordCompletion(state, attachmentId);
const remove = (state: AttachmentState | null) => requestDelete(state, attachmentId);
const notFound = `Volume attachment could not be found with filter: attachment_id = ${attachmentId}.`;

describe('An attachment', () => {
  it('is reserved, connected, complete', () => {
    given(attachmentAggregate, [])
      .when(() => requestAttachment(toCreate))
      .then([requested])
      .when(connect)
      .then([{ type: 'AttachmentConnected', data: connection }])
      .when(complete)
      .thenState({ ...connection, attach_status: 'attached', attach_time: '2026-11-21T05:00:01.000000' });
  });

  it('of os-attach is attached from its beginning', () => {
    given(attachmentAggregate, [])
      .when(() => requestAttachment({ ...toCreate, attach_status: 'attached' }))
      .thenState({ attach_status: 'attached', attach_time: '2026-11-21T05:00:00.000000' });
  });

  it('is deleted in two steps, each only once', () => {
    given(attachmentAggregate, [requested])
      .when(remove)
      .then([deletionRequested])
      .when(completeDelete)
      .then([{ type: 'AttachmentDeleted', data: {} }])
      .when(completeDelete)
      .thenNothing();
    given(attachmentAggregate, [requested, deletionRequested]).when(remove).thenNothing();
  });

  it.each([
    ['connected', connect],
    ['completed', complete],
  ])('is not %s any more while it is being deleted', (_, decide) => {
    given(attachmentAggregate, [requested, deletionRequested])
      .when(decide)
      .thenThrows('VolumeAttachmentNotFound', notFound);
  });
});
