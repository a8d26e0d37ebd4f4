import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { ProjectionsModule } from '../../src/projections/projections.module.js';
import { startTestEventLog } from './event-log.js';
import { Writer } from './projection.js';

export interface ReadModelApp {
  readonly app: INestApplicationContext;
  readonly bus: QueryBus;
  readonly writer: Writer;
  close(): Promise<void>;
}

/** The read models of an empty log, as the service wires them. */
export const startReadModelApp = async (): Promise<ReadModelApp> => {
  const test = await startTestEventLog();
  const dataDir = await mkdtemp(join(tmpdir(), 'emberlog-queries-'));
  const module = await Test.createTestingModule({
    imports: [CqrsModule.forRoot(), ProjectionsModule.register({ eventLog: test.log, dataDir })],
  }).compile();
  const app = await module.init();
  return {
    app,
    bus: app.get(QueryBus),
    writer: new Writer(test.log),
    close: async () => {
      await app.close();
      await test.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
