import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalConnector } from '../../src/drivers/connector/local.js';
import { FileVolumeDriver } from '../../src/drivers/volume/file/file-volume-driver.js';
import { volumeDriverContract } from './volume-driver.contract.js';

volumeDriverContract('file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'emberlog-volumes-'));
  const connector = new LocalConnector();
  return {
    driver: new FileVolumeDriver(join(directory, 'volumes')),
    attach: (info) => connector.connect(info),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
});
