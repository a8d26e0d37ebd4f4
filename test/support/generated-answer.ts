import { shared, streams, type Streams } from '../../src/drivers/event-log/embedded/protocol.js';
import { type StoredEvent, TOMBSTONE_REVISION } from '../../src/drivers/event-log/embedded/stored-event.js';

/** The answer of a read that carries this event, made with the generated code. */
export const generatedAnswer = (stored: StoredEvent): Streams.ReadResp => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(stored.id);
  recorded.setId(id);
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stored.stream));
  recorded.setStreamIdentifier(identifier);
  const last = stored.revision === TOMBSTONE_REVISION;
  recorded.setStreamRevision(last ? '9223372036854775807' : String(stored.revision));
  recorded.setCommitPosition(String(stored.position));
  recorded.setPreparePosition(String(stored.position));
  const properties = recorded.getMetadataMap();
  properties.set('type', stored.type);
  properties.set('content-type', stored.json ? 'application/json' : 'application/octet-stream');
  properties.set('created', `${stored.createdUs}0`);
  recorded.setData(stored.data);
  recorded.setCustomMetadata(stored.metadata);
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(stored.position));
  const answer = new streams.ReadResp();
  answer.setEvent(read);
  return answer;
};
