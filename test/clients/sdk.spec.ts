import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWith } from '../support/test-setup.js';
import { Stage, type Role } from './support/stage.js';

const run = promisify(execFile);

interface Call {
  readonly call: string;
  readonly result?: unknown;
  /** Of a refusal. */
  readonly status?: number;
  readonly details?: string;
}

/** Calls that are refused, and with what; all others succeed. */
const refused: readonly Pick<Call, 'call' | 'status'>[] = [
  { call: 'complete_volume_migration', status: 404 },
  { call: 'migrate_volume', status: 400 },
  { call: 'retype_volume', status: 404 },
  { call: 'upload_volume_to_image', status: 400 },
  { call: 'create_type', status: 403 },
  { call: 'create_group_type', status: 403 },
];

describeWith('keystone', 'openstacksdk, with Keystone', () => {
  let stage: Stage;
  let calls: readonly Call[];
  const results = (name: string): readonly unknown[] =>
    calls.filter(({ call }) => call === name).map(({ result }) => result);

  const asVariables = (prefix: string, role: Role): NodeJS.ProcessEnv =>
    Object.fromEntries(
      Object.entries(stage.environment(role)).map(([name, value]) => [
        name.replace(/^OS_/, `${prefix}_`),
        value,
      ]),
    );

  beforeAll(async () => {
    stage = await Stage.start();
    const { pools } = (await stage.get('scheduler-stats/get_pools')) as { pools: { name: string }[] };
    const backend = pools[0]?.name.split('#')[0] ?? '';
    const script = join(import.meta.dirname, 'sdk', 'block_storage.py');
    const env = { ...asVariables('OPERATOR', 'operator'), ...asVariables('MEMBER', 'ann') };
    const { stdout } = await run('/usr/bin/python3', [script, stage.projects.ann, backend], { env }).catch(
      (error: unknown) => {
        const { stdout: calledSoFar } = error as { readonly stdout?: string };
        throw new Error(`it ended in the middle, after ${calledSoFar?.trim().split('\n').at(-1)}`, {
          cause: error,
        });
      },
    );
    calls = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call);
  }, 600_000);
  afterAll(() => stage.close());

  it('is refused only what it should be', () => {
    const refusals = calls.filter(({ status }) => status !== undefined);
    expect(refusals.map(({ call, status }) => ({ call, status }))).toEqual(refused);
  });

  it('calls more than sixty methods', () => {
    expect(new Set(calls.map(({ call }) => call)).size).toBeGreaterThan(60);
  });

  it('reads volumes, snapshots and backups as it has made them', () => {
    expect(results('get_volume')[0]).toMatchObject({ name: 'disk', size: 1, metadata: { a: '1' } });
    expect(results('volumes')[0]).toMatchObject([{ name: 'disk' }]);
    expect(results('get_snapshot')[0]).toMatchObject({ name: 'before', status: 'available', size: 2 });
    expect(results('get_backup')[0]).toMatchObject({
      name: 'monday',
      status: 'available',
      is_incremental: false,
    });
    expect(results('find_backup')[0]).toMatchObject({ name: 'monday' });
  });

  it('reads types, quotas and pools', () => {
    expect(results('get_type')[0]).toMatchObject({ name: 'gold', is_public: false });
    expect(results('get_type_access')[0]).toMatchObject([{ project_id: stage.projects.ann }]);
    expect(results('get_type_encryption')[0]).toMatchObject({ provider: 'luks' });
    expect(results('find_group')[0]).toMatchObject({ name: 'pair' });
    expect(results('groups')[0]).toMatchObject([{ name: 'couple' }]);
    expect(results('find_group_type')[0]).toMatchObject({ name: 'bunch', is_public: true });
    expect(results('get_group_type_group_specs_property')).toEqual(['1']);
    expect(results('get_group_type')[0]).toMatchObject({ description: 'apart', group_specs: {} });
    expect(results('update_quota_set')[0]).toMatchObject({ volumes: 7 });
    expect(results('backend_pools')[0]).toMatchObject([{ name: expect.stringMatching(/@.*#/) }]);
  });
});
