import { chooseDevice } from './backup-device.js';

const source = { volume_id: 'v', snapshot_id: null, source_previous_status: 'in-use' };
const able = { supportsSnapshotAttach: true, useTempSnapshot: false };

/** The table of spec/volume-drivers.md section 1, with what a backend can. */
describe('A backup reads', () => {
  it.each([
    ['a free volume itself', { source_previous_status: 'available' }, {}, { kind: 'volume', id: 'v' }],
    ['a temporary volume of one in use', {}, {}, { temp: 'volume' }],
    ['a temporary snapshot, if that is wished for', {}, { useTempSnapshot: true }, { temp: 'snapshot' }],
    [
      'a temporary volume, if the backend cannot attach the snapshot wished for',
      {},
      { useTempSnapshot: true, supportsSnapshotAttach: false },
      { temp: 'volume' },
    ],
    ['a snapshot itself', { snapshot_id: 's' }, {}, { kind: 'snapshot', id: 's' }],
    [
      'a temporary volume of a snapshot that cannot be attached',
      { snapshot_id: 's' },
      { supportsSnapshotAttach: false },
      { temp: 'volume' },
    ],
  ])('%s', (_, backup, abilities, choice) => {
    expect(chooseDevice({ ...source, ...backup }, { ...able, ...abilities })).toEqual(choice);
  });
});
