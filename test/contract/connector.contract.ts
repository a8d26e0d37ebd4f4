import { open } from 'node:fs/promises';
import { DeviceNotFound, type ConnectionInfo, type Connector } from '../../src/drivers/connector/port.js';

export interface ConnectorUnderTest {
  readonly connector: Connector;
  /** Leads to a device of `sizeBytes`. */
  readonly info: ConnectionInfo;
  readonly sizeBytes: number;
  /** Well formed, but leads to nothing. */
  readonly missing: ConnectionInfo;
  /** Not well formed, one per way to be wrong. */
  readonly malformed: readonly ConnectionInfo[];
  remove(): Promise<void>;
}

/** What src/drivers/connector/port.ts promises, for any connector. */
export const connectorContract = (name: string, create: () => Promise<ConnectorUnderTest>): void =>
  describe(`Connector contract: ${name}`, () => {
    let subject: ConnectorUnderTest;
    let connector: Connector;
    beforeEach(async () => {
      subject = await create();
      connector = subject.connector;
    });
    afterEach(() => subject.remove());

    it('serves the type that the connection info names', () => {
      expect(subject.info.driver_volume_type).toBe(connector.type);
    });

    it('answers the exact size', async () => {
      expect((await connector.connect(subject.info)).sizeBytes).toBe(subject.sizeBytes);
    });

    it('answers a path that can be written and read, and keeps its length', async () => {
      const { path, sizeBytes } = await connector.connect(subject.info);
      await using file = await open(path, 'r+');
      await file.write('the end', sizeBytes - 7);
      const { buffer } = await file.read(Buffer.alloc(7), 0, 7, sizeBytes - 7);
      expect(buffer.toString()).toBe('the end');
      expect((await connector.connect(subject.info)).sizeBytes).toBe(subject.sizeBytes);
    });

    it('connects twice to the same device', async () => {
      expect(await connector.connect(subject.info)).toEqual(await connector.connect(subject.info));
    });

    it('disconnects as often as it is asked to, also what was never connected', async () => {
      await connector.disconnect(subject.info);
      await connector.connect(subject.info);
      for (const _time of [1, 2]) await connector.disconnect(subject.info);
      await connector.disconnect(subject.missing);
    });

    it('connects again after a disconnect, and the bytes are there', async () => {
      const { path } = await connector.connect(subject.info);
      {
        await using file = await open(path, 'r+');
        await file.write('kept', 0);
      }
      await connector.disconnect(subject.info);
      await using file = await open((await connector.connect(subject.info)).path, 'r');
      const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      expect(buffer.toString()).toBe('kept');
    });

    it('says when there is nothing to connect to', async () => {
      await expect(connector.connect(subject.missing)).rejects.toThrow(DeviceNotFound);
    });

    it('refuses connection info that is not its own', async () => {
      const foreign = { ...subject.info, driver_volume_type: 'carrier-pigeon' };
      for (const info of [foreign, ...subject.malformed]) {
        await expect(connector.connect(info)).rejects.toThrow(DeviceNotFound);
      }
    });
  });
