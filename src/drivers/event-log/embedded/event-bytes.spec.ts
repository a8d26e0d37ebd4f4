import { eventBytes } from './event-bytes.js';
import { shared, streams, type Streams } from './protocol.js';
import { type StoredEvent, TOMBSTONE_REVISION } from './stored-event.js';

const event: StoredEvent = {
  id: '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c06',
  type: 'BackupRequested',
  json: true,
  data: Buffer.from('{"name":"grün"}'),
  metadata: Buffer.from('{"schema":1}'),
  stream: 'backup-1',
  revision: 3,
  position: 4711,
  createdUs: 1_795_000_000_123_456,
};

/** The same answer as the generated code writes it. */
const generated = (stored: StoredEvent): Streams.ReadResp => {
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

it.each<[string, Partial<StoredEvent>]>([
  ['an ordinary event', {}],
  ['the first event of a stream', { revision: 0 }],
  ['a tombstone', { revision: TOMBSTONE_REVISION }],
  ['numbers at the edges of their bytes', { revision: 127, position: 128 }],
  ['numbers of more than 32 bits', { revision: 2 ** 32, position: 2 ** 53 - 1 }],
  ['bytes that are no JSON', { json: false, data: Buffer.from([0, 255, 128]) }],
  ['no data and no metadata', { data: new Uint8Array(), metadata: new Uint8Array() }],
  ['much data', { data: Buffer.alloc(100_000, 'x'), metadata: Buffer.alloc(16_384, 'y') }],
  ['names of more bytes than letters', { stream: 'Sicherung-ä€😀', type: 'Größe' }],
])('writes %s as the generated code does', (_, changes) => {
  const stored = { ...event, ...changes };
  const reread = streams.ReadResp.deserializeBinary(eventBytes(stored));
  expect(reread.toObject()).toEqual(
    streams.ReadResp.deserializeBinary(generated(stored).serializeBinary()).toObject(),
  );
});
