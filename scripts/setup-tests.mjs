/**
 * Installs the command-line clients that the end-to-end tests drive, from Debian's packages. Where that cannot be done the
 * reason lies in node_modules/.emberlog-test-setup.json, for the names of skipped tests; with CI=true it is a failure.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const RESULT = join(
  dirname(dirname(fileURLToPath(import.meta.url))),
  'node_modules/.emberlog-test-setup.json',
);
const CLIENTS = ['cinder', 'openstack'];
const PACKAGES = ['python3-cinderclient', 'python3-openstackclient'];
const LOCK_TRIES = 24;
const LOCK_PAUSE_MS = 5000;

const run = (command, ...parameters) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error, stdout, stderr } = spawnSync(command, parameters, { env, encoding: 'utf8' });
  return { ok: status === 0, missing: error?.code === 'ENOENT', output: `${stdout ?? ''}${stderr ?? ''}` };
};

const foundOnPath = (command) => run('sh', '-c', `command -v ${command}`).output.trim();

/** Where the clients are when both can be run, else undefined. */
const runnableClients = () => {
  const paths = CLIENTS.map(foundOnPath);
  const known = paths.join(' ');
  if (paths.some((path) => path === '')) return undefined;
  // Starting them takes a second, so it is not tried twice.
  if (known === previousResult().paths) return known;
  return CLIENTS.every((client) => run(client, '--version').ok) ? known : undefined;
};

const previousResult = () => {
  try {
    return JSON.parse(readFileSync(RESULT, 'utf8'));
  } catch {
    return {};
  }
};

/** apt-get, patient while somebody else holds one of its locks. */
const apt = async (...parameters) => {
  for (let tries = 1; ; tries += 1) {
    const result = run('apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=120', ...parameters);
    if (result.ok || tries === LOCK_TRIES || !/could not get lock|unable to lock/i.test(result.output))
      return result;
    await sleep(LOCK_PAUSE_MS);
  }
};

const install = () => apt('install', '--no-install-recommends', ...PACKAGES);

/** Answers why there are no clients, or undefined when they are there. */
const reasonAgainst = async () => {
  const byHand = `install ${PACKAGES.join(' and ')}`;
  if (process.getuid?.() !== 0) return `the clients are missing and only root can install them: ${byHand}`;
  if (run('apt-get', '--version').missing)
    return `the clients are missing and there is no apt-get: ${byHand}`;
  console.log(`Installing ${PACKAGES.join(', ')} …`);
  let result = await install();
  if (!result.ok) {
    const update = await apt('update');
    result = update.ok ? await install() : update;
  }
  if (!result.ok) return `apt-get failed: ${result.output.trim().split('\n').at(-1)}`;
  return runnableClients() ? undefined : 'the clients were installed, but do not run';
};

const finish = (result) => {
  writeFileSync(RESULT, `${JSON.stringify(result)}\n`);
  if (result.clients) return;
  console.error(`emberlog: tests with the command-line clients cannot run: ${result.reason}`);
  if (process.env.CI === 'true') process.exitCode = 1;
};

const present = runnableClients();
const reason = present ? undefined : await reasonAgainst();
const paths = present ?? runnableClients();
finish(reason ? { clients: false, reason } : { clients: true, paths });
