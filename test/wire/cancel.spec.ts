import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { CommandHandler, CqrsModule, QueryHandler } from '@nestjs/cqrs';
import { backupRequested } from '../domain/histories/backup.js';
import { ApiModule, type ApiDependencies } from '../../src/api/api.module.js';
import { createApi } from '../../src/api/http/server.js';
import { CancelBackup } from '../../src/commands/cancel-backup/cancel-backup.command.js';
import { backupAggregate, type BackupState } from '../../src/domain/backup/backup.state.js';
import { invalidBackup } from '../../src/domain/shared/errors.js';
import { GetBackup } from '../../src/projections/backups/get-backup.query.js';
import { ask } from './support/ask.js';
import { freshDependencies } from './support/static-api.js';

const backup = backupAggregate.evolve(null, { ...backupRequested, at: '2026-11-21T05:00:00.000000' });
const { id = '', project_id = '' } = backup ?? {};
const sent: CancelBackup[] = [];

@QueryHandler(GetBackup)
class Known {
  async execute({ id: asked }: GetBackup): Promise<BackupState | null> {
    return asked === id ? backup : null;
  }
}

@CommandHandler(CancelBackup)
class Cancelled {
  async execute(command: CancelBackup): Promise<void> {
    if (command.volumeId !== null) throw invalidBackup('not running');
    sent.push(command);
  }
}

let port: number;
let close: () => Promise<void>;
beforeAll(async () => {
  const dependencies: ApiDependencies = {
    ...freshDependencies(),
    // A token is `<role>:<project>`.
    authenticator: {
      authenticate: async ({ headers }) => {
        const [role = '', project = ''] = (headers['x-auth-token'] ?? '').split(':');
        return { identity: { user_id: 'u', project_id: project, roles: [role], is_admin: false } };
      },
    },
  };
  const module = ApiModule.register({ imports: [CqrsModule.forRoot()], useFactory: () => dependencies });
  const app = await createApi(
    { ...module, providers: [...(module.providers ?? []), Known, Cancelled] },
    { settings: dependencies.settings, logger: false },
  );
  await app.listen(0, '127.0.0.1');
  port = ((app.getHttpServer() as Server).address() as AddressInfo).port;
  close = () => app.close();
});
afterAll(() => close());

const post = (body: unknown, { backupId = id, as = `member:${project_id}` } = {}) =>
  ask(port, {
    method: 'POST',
    target: `/v3/backups/${backupId}/action`,
    headers: { 'X-Auth-Token': as, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

it.each([{ cancel: {} }, { cancel: null }, { cancel: { volume_id: null } }])(
  'takes %j and answers 202',
  async (body) => {
    sent.length = 0;
    const { status, text } = await post(body);
    expect([status, text, sent.map((one) => [one.id, one.volumeId])]).toEqual([202, '', [[id, null]]]);
  },
);

const missing = 'ffffffff-9d4f-4d3b-8a55-0a6f5d7c1b01';
const volume = { cancel: { volume_id: '6f8d0c1e-2b7a-4c59-9d1e-5e3b7f2a4c02' } };
it.each([
  ['what is not running', volume, {}, 400, 'badRequest', 'Invalid backup: not running'],
  [
    'what is not there',
    { cancel: {} },
    { backupId: missing },
    404,
    'itemNotFound',
    `Backup ${missing} could not be found.`,
  ],
  [
    'what is another project’s',
    { cancel: {} },
    { as: 'member:00000000000000000000000000000def' },
    404,
    'itemNotFound',
    `Backup ${id} could not be found.`,
  ],
  [
    'readers',
    { cancel: {} },
    { as: `reader:${project_id}` },
    403,
    'forbidden',
    "Policy doesn't allow backup:cancel to be performed.",
  ],
  [
    'other members',
    { cancel: { force: true } },
    {},
    400,
    'badRequest',
    "Invalid input for field/attribute cancel. Value: {'force': True}. Additional properties are not allowed ('force' was unexpected)",
  ],
] as const)('refuses %s', async (...[, body, how, code, envelope, message]) => {
  sent.length = 0;
  const answer = await post(body, how);
  expect([answer.status, JSON.parse(answer.text)]).toEqual([code, { [envelope]: { code, message } }]);
  expect(sent).toEqual([]);
});
