import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decompress } from '../src/drivers/backup/chunked/codec/codec.js';
import { DigestSpool } from '../src/drivers/backup/chunked/format/digest-spool.js';
import type { MetadataObject } from '../src/drivers/backup/chunked/format/metadata.js';
import { readMetadata } from '../src/drivers/backup/chunked/format/metadata-reader.js';
import { writeMetadata } from '../src/drivers/backup/chunked/format/metadata-writer.js';
import { checkObjectList, ObjectNameSet } from '../src/drivers/backup/chunked/format/object-list.js';
import {
  metadataName,
  requirePrefix,
  sha256FileName,
} from '../src/drivers/backup/chunked/format/object-names.js';
import { readSha256File, writeSha256File } from '../src/drivers/backup/chunked/format/sha256file.js';
import { buildVolumeMeta, parseVolumeMeta } from '../src/drivers/backup/chunked/format/volume-meta.js';
import { openObjectStore } from '../src/drivers/backup/object-store/open-object-store.js';
import { bytesOf, inParts } from './support/byte-streams.js';
import { GOLDEN_COMPRESSIONS, goldenChain, goldenRoot } from './support/golden-backups.js';

const cases = GOLDEN_COMPRESSIONS.flatMap((compression) =>
  goldenChain(compression).map((backup, layer) => ({ compression, layer, backup })),
);

describe.each(cases)('Cinder backup, $compression, layer $layer', ({ compression, backup }) => {
  const { fields } = backup;
  const store = openObjectStore({ driver: 'posix', root: goldenRoot(compression) });
  const prefix = requirePrefix(fields.service_metadata);
  const object = (name: string) => store.get(fields.container, name);
  let dir: string;
  let recorded: Buffer;
  let created_at: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'emberlog-golden-'));
    recorded = await bytesOf(object(metadataName(prefix)));
    ({ created_at } = JSON.parse(recorded.toString()) as { created_at: string });
  });
  afterAll(async () => {
    await rm(dir, { recursive: true });
  });

  async function read() {
    const objects: MetadataObject[] = [];
    const header = await readMetadata(object(metadataName(prefix)), (one) => void objects.push(one));
    return { header, objects };
  }
  const headerMembers = () => ({
    backup_id: fields.id,
    volume_id: fields.volume_id,
    backup_name: fields.display_name,
    backup_description: fields.display_description,
    created_at,
  });

  it('is read: header and listing', async () => {
    const { header, objects } = await read();
    expect(header).toMatchObject({
      version: '1.0.0',
      backup_id: fields.id,
      volume_id: fields.volume_id,
      parent_id: fields.parent_id,
      object_count: fields.object_count,
    });
    const names = new ObjectNameSet(prefix);
    for (const { object_name } of objects) expect(names.add(object_name)).toBe(true);
    await checkObjectList(names, store.list(fields.container, prefix));
  });

  it('has objects that decompress to their length and md5', async () => {
    for (const { object_name, length, md5, compression: used } of (await read()).objects) {
      expect([compression, 'none']).toContain(used);
      const plain = await bytesOf(decompress(used, length ?? 0, object_name)(object(object_name)));
      expect(plain.length).toBe(length);
      expect(createHash('md5').update(plain).digest('hex')).toBe(md5);
    }
  });

  it('has a _metadata that we write in the same bytes', async () => {
    const { header, objects } = await read();
    async function* chunks() {
      for (const [index, one] of objects.entries()) {
        yield { ...one, length: one.length ?? 0, md5: one.md5 ?? '', object_id: index + 1, stored_bytes: 0 };
      }
    }
    const { parent_id, volume_meta } = header;
    const written = await bytesOf(writeMetadata({ ...headerMembers(), parent_id, volume_meta }, chunks()));
    expect(written.toString()).toBe(recorded.toString());
    expect(written.equals(recorded)).toBe(true);
  });

  it('has a volume_meta that we write in the same text', async () => {
    const text = (await read()).header.volume_meta ?? '';
    const { 'volume-base-metadata': columns } = JSON.parse(text) as Record<string, { id: string }>;
    if (columns === undefined) throw new Error('no base part');
    expect(buildVolumeMeta({ columns, metadata: {}, glance_metadata: {} })).toBe(text);
    expect(parseVolumeMeta(text)).toMatchObject({
      version: 2,
      base: { display_name: 'drive' },
      metadata: null,
    });
  });

  it('has a _sha256file that we read from any cut and write in the same bytes', async () => {
    const file = await bytesOf(object(sha256FileName(prefix)));
    const spool = await DigestSpool.open(join(dir, 'hashes'));
    try {
      const { chunk_size, count } = await readSha256File(inParts(file, 97), spool);
      expect({ chunk_size, count }).toEqual({ chunk_size: 32_768, count: backup.bytes / 32_768 });
      const written = await bytesOf(writeSha256File(headerMembers(), chunk_size, spool.stream()));
      expect(written.equals(file)).toBe(true);
    } finally {
      await spool.close();
    }
  });
});
