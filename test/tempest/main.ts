/**
 * Runs the volume tests of Tempest and of cinder-tempest-plugin, as Debian has them, against the service as it is built, with a real
 * Keystone in front. One line per test, then the counts.
 *
 *   npm run test:tempest [-- REGEX]
 *   TEMPEST_CONCURRENCY  2        TEMPEST_MICROVERSION  latest, a version, or none for 3.0 only
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ended, hasEnded, startProcess, type StartedProcess } from '../support/e2e-processes.js';
import { KeystonePeople } from '../support/keystone-people.js';
import { KeystoneServer } from '../support/keystone-server.js';
import { leftOut, leftOutPattern } from './left-out.js';
import { resultsOf } from './results.js';
import { stestrConf, tempestConf } from './settings.js';

const built = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const everyVolumeTest = '^(tempest\\.api\\.volume|cinder_tempest_plugin\\.api)';
const [regex = everyVolumeTest] = process.argv.slice(2);
const { TEMPEST_CONCURRENCY: concurrency = '2', TEMPEST_MICROVERSION: microversion = 'latest' } = process.env;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const startService = async (directory: string, keystone: KeystoneServer): Promise<StartedProcess> => {
  const people = await KeystonePeople.of(keystone.url);
  const user = await people.user('cinder', 'service', 'admin', 'service');
  const started = startProcess(process.execPath, ['--enable-source-maps', built], {
    PATH: process.env['PATH'],
    TZ: 'UTC',
    EMBERLOG_DATA_DIR: join(directory, 'data'),
    EMBERLOG_LISTEN: '127.0.0.1:0',
    EMBERLOG_LOG_LEVEL: 'warn',
    EMBERLOG_AUTH: 'keystone',
    EMBERLOG_KEYSTONE_URL: keystone.url,
    EMBERLOG_KEYSTONE_USERNAME: user.name,
    EMBERLOG_KEYSTONE_PASSWORD: user.password,
    EMBERLOG_KEYSTONE_PROJECT: 'service',
    EMBERLOG_KEYSTONE_TIMEOUT: '120',
  });
  for (;;) {
    const url = /listening on (http:\/\/\S+)/.exec(started.output())?.[1];
    const health = url === undefined ? null : await fetch(`${url}/healthcheck`).catch(() => null);
    if (health?.ok) {
      await people.publish(`${url}/v3/%(project_id)s`);
      return started;
    }
    if (hasEnded(started.child)) throw new Error(`the service ended at start:\n${started.output()}`);
    await sleep(50);
  }
};

const runTempest = async (directory: string, keystoneUrl: string): Promise<string> => {
  const where = spawnSync('/usr/bin/python3', ['-c', 'import tempest; print(tempest.__file__)'], {
    encoding: 'utf8',
  }).stdout.trim();
  const file = join(directory, 'tempest.conf');
  await writeFile(file, tempestConf({ directory, keystoneUrl, microversion }));
  await writeFile(join(directory, '.stestr.conf'), stestrConf(dirname(where)));
  const command = `cd "$1" && exec tempest run --config-file "$2" --regex "$3" --concurrency "$4" --exclude-regex "$5"`;
  const tempest = startProcess(
    'sh',
    ['-c', command, 'sh', directory, file, regex, concurrency, leftOutPattern()],
    {
      PATH: process.env['PATH'],
      HOME: directory,
      TEMPEST_CONFIG_DIR: directory,
      TEMPEST_CONFIG: 'tempest.conf',
      OS_TEST_TIMEOUT: '300',
    },
  );
  // Whoever stops it still wants nothing to stay behind.
  const stop = (): void => void tempest.child.kill('SIGTERM');
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await ended(tempest.child);
  return tempest.output();
};

const directory = await mkdtemp(join(tmpdir(), 'emberlog-tempest-'));
let keystone: KeystoneServer | undefined;
let service: StartedProcess | undefined;
let passed = false;
try {
  keystone = await KeystoneServer.start();
  service = await startService(directory, keystone);
  const output = await runTempest(directory, keystone.url);
  await writeFile(join(directory, 'tempest.out'), output);
  await writeFile(join(directory, 'service.out'), service.output());
  const { ok, failed, skipped } = resultsOf(output);
  for (const name of ok) say(`ok   ${name}`);
  for (const name of leftOut) say(`out  ${name}`);
  for (const name of skipped) say(`skip ${name}`);
  for (const name of failed) say(`FAIL ${name}`);
  say(`ok ${ok.length}  FAIL ${failed.length}  skip ${skipped.length}`);
  passed = failed.length === 0 && ok.length > 0;
} finally {
  service?.child.kill('SIGTERM');
  if (service !== undefined) await ended(service.child);
  await keystone?.remove();
  if (passed) await rm(directory, { recursive: true, force: true });
  else say(`Details are in ${directory}: tempest.out, tempest.log, service.out`);
}
process.exit(passed ? 0 : 1);
