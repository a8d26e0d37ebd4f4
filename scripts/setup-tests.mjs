/**
 * Installs what tests need beside Node, from Debian's packages: the command-line clients that the end-to-end tests drive,
 * a Redis server, Keystone, and what makes file systems; Tempest when it is asked for by name. Where that cannot be done the reason lies in
 * node_modules/.emberlog-test-setup.json, for the names of skipped tests; with CI=true it is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const RESULT = join(
  dirname(dirname(fileURLToPath(import.meta.url))),
  'node_modules/.emberlog-test-setup.json',
);
const NEEDS = {
  clients: {
    called: 'command-line clients',
    commands: ['cinder', 'openstack'],
    packages: ['python3-cinderclient', 'python3-openstackclient'],
  },
  redis: { called: 'Redis server', commands: ['redis-server'], packages: ['redis-server'] },
  keystone: {
    called: 'Keystone server',
    commands: ['keystone-manage', 'gunicorn'],
    packages: ['keystone', 'gunicorn'],
  },
  fileSystems: {
    called: 'programs that make file systems',
    commands: ['mkfs.xfs', 'mkfs.btrfs'],
    version: '-V',
    packages: ['xfsprogs', 'btrfs-progs'],
  },
};
/** Only for those who name them. */
const ON_DEMAND = {
  tempest: { called: 'Tempest', commands: ['tempest'], packages: ['tempest', 'cinder-tempest-plugin'] },
};
const asked = Object.entries(ON_DEMAND).filter(([name]) => process.argv.includes(name));
const needs = { ...NEEDS, ...Object.fromEntries(asked) };
const LOCK_TRIES = 24;
const LOCK_PAUSE_MS = 5000;

const run = (command, ...parameters) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error, stdout, stderr } = spawnSync(command, parameters, { env, encoding: 'utf8' });
  return { ok: status === 0, missing: error?.code === 'ENOENT', output: `${stdout ?? ''}${stderr ?? ''}` };
};

const foundOnPath = (command) => run('sh', '-c', `command -v ${command}`).output.trim();

/** Where the commands of a need are when all of them can be run, else undefined. */
const runnable = (name) => {
  const { commands, version = '--version' } = needs[name];
  const paths = commands.map(foundOnPath);
  const known = paths.join(' ');
  if (paths.some((path) => path === '')) return undefined;
  // Starting them takes a second, so it is not tried twice.
  if (known === previous.paths?.[name]) return known;
  return commands.every((command) => run(command, version).ok) ? known : undefined;
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

/** Debian asks this program whether a package may start its server. Tests start their own, elsewhere. */
const POLICY = '/usr/sbin/policy-rc.d';

/** Lets no package start a server while `work` lasts, unless the machine has a policy of its own. */
const withoutServers = async (work) => {
  if (existsSync(POLICY)) return work();
  try {
    writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  } catch {
    return work();
  }
  try {
    return await work();
  } finally {
    rmSync(POLICY, { force: true });
  }
};

/** Answers why a need is not met, or undefined when it is. */
const reasonAgainst = async (name) => {
  const { called, packages } = needs[name];
  const install = () => apt('install', '--no-install-recommends', ...packages);
  const byHand = `install ${packages.join(' and ')}`;
  if (process.getuid?.() !== 0) return `the ${called} is missing and only root can install it: ${byHand}`;
  if (run('apt-get', '--version').missing)
    return `the ${called} is missing and there is no apt-get: ${byHand}`;
  console.log(`Installing ${packages.join(', ')} …`);
  const result = await withoutServers(async () => {
    const first = await install();
    if (first.ok) return first;
    const update = await apt('update');
    return update.ok ? install() : update;
  });
  if (!result.ok) return `apt-get failed: ${result.output.trim().split('\n').at(-1)}`;
  return runnable(name) ? undefined : `the ${called} was installed, but does not run`;
};

const result = { paths: {}, reasons: {} };
const previous = previousResult();
for (const name of Object.keys(needs)) {
  const present = runnable(name);
  const reason = present ? undefined : await reasonAgainst(name);
  result.paths[name] = present ?? runnable(name);
  if (reason === undefined) continue;
  result.reasons[name] = reason;
  console.error(`emberlog: tests with the ${needs[name].called} cannot run: ${reason}`);
  if (process.env.CI === 'true') process.exitCode = 1;
}
writeFileSync(RESULT, `${JSON.stringify(result)}\n`);
