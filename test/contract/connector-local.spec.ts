import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalConnector } from '../../src/drivers/connector/local.js';
import { connectorContract, type ConnectorUnderTest } from './connector.contract.js';

/** Odd on purpose: files are not cut to whole sectors. */
const FILE_SIZE = 3 * 2 ** 20 + 123;
const DEVICE_SIZE = 3 * 2 ** 20 + 512;

const local = (device_path: unknown) => ({ driver_volume_type: 'local', data: { device_path } });

const subject = (path: string, sizeBytes: number, remove: () => void): ConnectorUnderTest => ({
  connector: new LocalConnector(),
  info: local(path),
  sizeBytes,
  missing: local('/nowhere/volume'),
  malformed: [
    local('relative/path'),
    local(7),
    local('/dev/null'),
    local(tmpdir()),
    { ...local(''), data: {} },
  ],
  remove: async () => remove(),
});

const sparseFile = (sizeBytes: number): { directory: string; path: string } => {
  const directory = mkdtempSync(join(tmpdir(), 'emberlog-connector-'));
  const path = join(directory, 'volume');
  writeFileSync(path, '');
  truncateSync(path, sizeBytes);
  return { directory, path };
};

connectorContract('local, a regular file', async () => {
  const { directory, path } = sparseFile(FILE_SIZE);
  return subject(path, FILE_SIZE, () => rmSync(directory, { recursive: true }));
});

/** Loop devices take root; the reason why there is none otherwise. */
const attachLoop = (path: string): string =>
  execFileSync('losetup', ['--find', '--show', path], { stdio: ['ignore', 'pipe', 'pipe'] })
    .toString()
    .trim();
const detachLoop = (device: string): void => {
  execFileSync('losetup', ['--detach', device]);
};

const reasonAgainstLoop = ((): string | undefined => {
  const { directory, path } = sparseFile(DEVICE_SIZE);
  try {
    detachLoop(attachLoop(path));
    return undefined;
  } catch (error) {
    return String(error).split('\n')[0];
  } finally {
    rmSync(directory, { recursive: true });
  }
})();

if (reasonAgainstLoop) {
  it.skip(`Connector contract: local, a block device (skipped: ${reasonAgainstLoop})`, () => {});
} else {
  connectorContract('local, a block device', async () => {
    const { directory, path } = sparseFile(DEVICE_SIZE);
    const device = attachLoop(path);
    return subject(device, DEVICE_SIZE, () => {
      detachLoop(device);
      rmSync(directory, { recursive: true });
    });
  });
}
