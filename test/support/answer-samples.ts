import { type StoredEvent, TOMBSTONE_REVISION } from '../../src/drivers/event-log/embedded/stored-event.js';

const ordinary: StoredEvent = {
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

/** Events at the edges of what their encoding can say, each with its name. */
export const answerSamples: readonly (readonly [string, StoredEvent])[] = [
  ['an ordinary event', ordinary],
  ['the first event of a stream', { ...ordinary, revision: 0 }],
  ['a tombstone', { ...ordinary, revision: TOMBSTONE_REVISION }],
  ['numbers at the edges of their bytes', { ...ordinary, revision: 127, position: 128 }],
  ['numbers of more than 32 bits', { ...ordinary, revision: 2 ** 32, position: 2 ** 53 - 1 }],
  ['bytes that are no JSON', { ...ordinary, json: false, data: Buffer.from([0, 255, 128]) }],
  ['no data and no metadata', { ...ordinary, data: new Uint8Array(), metadata: new Uint8Array() }],
  [
    'much data',
    {
      ...ordinary,
      data: Buffer.from(JSON.stringify('x'.repeat(100_000))),
      metadata: Buffer.from(JSON.stringify({ y: 'y'.repeat(16_384) })),
    },
  ],
  ['names of more bytes than letters', { ...ordinary, stream: 'Sicherung-ä€😀', type: 'Größe' }],
];
