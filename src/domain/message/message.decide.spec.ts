import { given } from '../../../test/support/given.js';
import { detailOfCreate, detailOfRestore } from './failed-stage.js';
import { deleteMessage, raiseMessage } from './message.decide.js';
import { messageText } from './message-texts.js';
import { messageAggregate } from './message.state.js';

const message = {
  message_id: 'm1',
  project_id: 'p1',
  action_id: '013',
  detail_id: '020',
  resource_uuid: 'b1',
  request_id: null,
} as const;
const raised = raiseMessage(message, new Date('2026-11-21T05:00:00Z'));

describe('A user message', () => {
  it("has Cinder's event id and is kept for thirty days", () => {
    given(messageAggregate, raised).thenState({
      id: 'm1',
      event_id: 'VOLUME_VOLUME_BACKUP_013_020',
      resource_type: 'VOLUME_BACKUP',
      message_level: 'ERROR',
      expires_at: '2026-12-21T05:00:00.000000',
      deleted_at: null,
    });
  });

  it('may be about a volume', () => {
    const scheduling = { ...message, action_id: '001', detail_id: '003', resource_uuid: 'v1' } as const;
    given(messageAggregate, raiseMessage(scheduling, new Date('2026-11-21T05:00:00Z'))).thenState({
      event_id: 'VOLUME_VOLUME_001_003',
      resource_type: 'VOLUME',
      resource_uuid: 'v1',
    });
  });

  it('is deleted once', () => {
    const remove = (state: Parameters<typeof deleteMessage>[0]) => deleteMessage(state, 'm1');
    given(messageAggregate, raised)
      .when(remove)
      .then([{ type: 'UserMessageDeleted', data: {} }])
      .when(remove)
      .thenThrows('MessageNotFound', 'Message m1 could not be found.');
    given(messageAggregate, []).when(remove).thenThrows('MessageNotFound', 'Message m1 could not be found.');
  });

  it('has the texts of its action and detail; numbers that are not known stand for themselves', () => {
    expect(messageText('014', '025')).toBe('delete backup:Backup driver failed to delete backup.');
    expect(messageText('099', '098')).toBe('099:098');
  });
});

it.each([
  ['schedule', '024'],
  ['start', '017'],
  ['prepareDevice', '019'],
  ['exportDevice', '021'],
  ['attach', '021'],
  ['transfer', '020'],
])('A create that fails at %s is detail %s', (stage, detail) => {
  expect(detailOfCreate(stage)).toBe(detail);
});

it.each([
  ['start', '027'],
  ['exportDevice', '021'],
  ['attach', '021'],
  ['transfer', '026'],
])('A restore that fails at %s is detail %s', (stage, detail) => {
  expect(detailOfRestore(stage)).toBe(detail);
});
