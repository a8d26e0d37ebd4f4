import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { request } from 'node:http';
import { CqrsModule, QueryHandler } from '@nestjs/cqrs';
import { ApiModule, type ApiDependencies } from '../../src/api/api.module.js';
import { createApi } from '../../src/api/http/server.js';
import { ProgressStreams } from '../../src/api/backups/progress/progress-streams.js';
import { FollowProgress } from '../../src/projections/progress/follow-progress.query.js';
import { GetProgress } from '../../src/projections/progress/get-progress.query.js';
import type { BackupProgress } from '../../src/projections/progress/progress-reader.js';
import { eventually } from '../support/eventually.js';
import { ask } from './support/ask.js';
import { freshDependencies } from './support/static-api.js';

const project = '00000000000000000000000000000abc';
const id = '3a5d4c8e-9d4f-4d3b-8a55-0a6f5d7c1b01';
const operation = {
  operation: 'create',
  id,
  volume_id: '6f8d0c1e-2b7a-4c59-9d1e-5e3b7f2a4c02',
  phase: 'transferring',
  status: 'running',
  bytes_done: 512,
  bytes_total: 1024,
  percent: 50,
  rate: 256,
  eta_seconds: 2,
  attempt: 1,
  started_at: '2026-11-21T05:00:00.000000',
  updated_at: '2026-11-21T05:00:02.000000',
} as const;
const progress: BackupProgress = { project_id: project, operations: [operation] };

@QueryHandler(GetProgress)
class Known {
  async execute({ id: asked }: GetProgress): Promise<BackupProgress | null> {
    return asked === id ? progress : null;
  }
}

/** Goes on until it is told to stop, when `endless`. */
let endless = false;
@QueryHandler(FollowProgress)
class Followed {
  async execute({ signal }: FollowProgress): Promise<AsyncGenerator<BackupProgress, void>> {
    return (async function* () {
      yield progress;
      if (endless && !signal.aborted) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      }
    })();
  }
}

/** A token is `<role>:<project>`. */
const identityOf = (token = '') => {
  const [role = '', project_id = ''] = token.split(':');
  return { user_id: 'u', project_id, roles: [role], is_admin: false };
};

const start = async () => {
  const dependencies: ApiDependencies = {
    ...freshDependencies(),
    authenticator: {
      authenticate: async ({ headers }) => ({ identity: identityOf(headers['x-auth-token']) }),
    },
  };
  const module = ApiModule.register({ imports: [CqrsModule.forRoot()], useFactory: () => dependencies });
  const app = await createApi(
    { ...module, providers: [...(module.providers ?? []), Known, Followed] },
    { settings: dependencies.settings, logger: false },
  );
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  return { app, port, streams: app.get(ProgressStreams, { strict: false }) };
};
let api: Awaited<ReturnType<typeof start>>;
beforeEach(async () => {
  endless = false;
  api = await start();
});
afterEach(() => api.app.close());

const target = `/v3/${project}/backups/${id}/progress`;
const token = { 'X-Auth-Token': `reader:${project}` };
const events = { ...token, Accept: 'text/event-stream' };
const told = `event: progress\ndata: ${JSON.stringify({ progress: { backup_id: id, operations: [operation] } })}\n\n`;

it('answers with the operations of the backup, and with nothing else', async () => {
  const { status, headers, text } = await ask(api.port, { target, headers: token });
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  expect(JSON.parse(text)).toEqual({ progress: { backup_id: id, operations: [operation] } });
});

it('is a stream of events when that is asked for', async () => {
  const { status, headers, text } = await ask(api.port, { target, headers: events });
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  expect(text).toBe(`${told}event: end\ndata: {}\n\n`);
  await eventually(() => expect(api.streams.count).toBe(0));
});

it.each([token, events])('is not there for others, and not for what does not exist (%#)', async (headers) => {
  const missing = 'ffffffff-9d4f-4d3b-8a55-0a6f5d7c1b01';
  const foreign = { ...headers, 'X-Auth-Token': 'reader:00000000000000000000000000000def' };
  const asked = [
    [missing, headers],
    [id, foreign],
  ] as const;
  for (const [backup, as] of asked) {
    const answer = await ask(api.port, { target: `/v3/backups/${backup}/progress`, headers: as });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      404,
      { itemNotFound: { code: 404, message: `Backup ${backup} could not be found.` } },
    ]);
  }
  const nobody = { ...headers, 'X-Auth-Token': `guest:${project}` };
  expect((await ask(api.port, { target, headers: nobody })).status).toBe(403);
  expect(api.streams.count).toBe(0);
});

/** Opens a stream and resolves with it after the first event. */
const opened = () =>
  new Promise<{ readonly leave: () => void; readonly ended: Promise<string> }>((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: api.port, path: target, headers: events, agent: false });
    call.on('error', reject).on('response', (response) => {
      let text = '';
      const ended = new Promise<string>((done) => response.on('close', () => done(text)));
      response.on('error', () => undefined);
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        resolve({ leave: () => call.destroy(), ended });
      });
    });
    call.end();
  });

it('is forgotten when the client goes away', async () => {
  endless = true;
  const stream = await opened();
  expect(api.streams.count).toBe(1);
  stream.leave();
  await eventually(() => expect(api.streams.count).toBe(0));
});

it('ends without an end event when the service stops', async () => {
  endless = true;
  const stream = await opened();
  await api.app.close();
  expect(await stream.ended).toBe(told);
});
