import { bytesOf } from '../../../../../test/support/byte-streams.js';
import type { WrittenChunk } from '../../port.js';
import { writeMetadata } from './metadata-writer.js';

const HEADER = {
  backup_id: 'b',
  volume_id: 'v',
  backup_name: 'näme \u{1f525}/"x"',
  backup_description: null,
  created_at: '2026-01-02 03:04:05+00:00',
  parent_id: 'p',
  volume_meta: '{"version": 2, "volume-base-metadata": {"display_name": "\\u00e9\\u007f"}}',
};
const chunk = (object_id: number, offset: number, length: number, compression: string): WrittenChunk => ({
  object_id,
  object_name: `P-0000${object_id}`,
  offset,
  length,
  compression,
  md5: 'f'.repeat(32),
  stored_bytes: 1,
});
async function* chunks(...list: readonly WrittenChunk[]) {
  yield* list;
}
const written = async (...list: readonly WrittenChunk[]) =>
  (await bytesOf(writeMetadata(HEADER, chunks(...list)))).toString();

/** Printed by json.dumps(…, sort_keys=True, indent=2). */
const EMPTY = String.raw`{
  "backup_description": null,
  "backup_id": "b",
  "backup_name": "n\u00e4me \ud83d\udd25/\"x\"",
  "created_at": "2026-01-02 03:04:05+00:00",
  "objects": [],
  "parent_id": "p",
  "version": "1.0.0",
  "volume_id": "v",
  "volume_meta": "{\"version\": 2, \"volume-base-metadata\": {\"display_name\": \"\\u00e9\\u007f\"}}"
}`;
const TWO = `"objects": [
    {
      "P-00001": {
        "compression": "none",
        "length": 131072,
        "md5": "ffffffffffffffffffffffffffffffff",
        "offset": 0
      }
    },
    {
      "P-00002": {
        "compression": "zlib",
        "length": 69536,
        "md5": "ffffffffffffffffffffffffffffffff",
        "offset": 131072
      }
    }
  ],`;

it('writes an incremental without changes as Python does', async () => {
  expect(await written()).toBe(EMPTY);
});

it('writes objects as Python does', async () => {
  const text = await written(chunk(1, 0, 131_072, 'none'), chunk(2, 131_072, 69_536, 'zlib'));
  expect(text).toBe(EMPTY.replace('"objects": [],', TWO));
});

it('asks for chunks no faster than its bytes are taken', async () => {
  let asked = 0;
  async function* counted() {
    for (; asked < 100_000; asked++) yield chunk(1, asked, 1, 'none');
  }
  for await (const piece of writeMetadata(HEADER, counted())) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  expect(asked).toBeLessThan(1000);
});

it('refuses a number that would not come back as it was', async () => {
  await expect(written(chunk(1, 2 ** 60, 1, 'none'))).rejects.toThrow(RangeError);
  await expect(written(chunk(1, 0, 0.5, 'none'))).rejects.toThrow(RangeError);
});
