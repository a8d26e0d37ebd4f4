/**
 * Makes the checkout ready to run: packages as in package-lock.json, dist as in src. Runs before anything is installed,
 * so it uses nothing but Node. `--install-only` leaves dist alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BUILD_STAMP,
  INSTALL_STAMP,
  isBuilt,
  isInstalled,
  lockHash,
  ROOT,
  sourceHash,
} from './freshness.mjs';
import { outsidePath } from './outside-path.mjs';

const OLDEST_NPM = 7;
const UNDER_LOCK = '--under-lock';
const installOnly = process.argv.includes('--install-only');

class Failure extends Error {}

const isReady = () => isInstalled() && (installOnly || isBuilt());

/** Runs a command; its output is only worth reading when it fails. */
const run = (command, parameters, path) => {
  const env = { ...process.env, PATH: path };
  const { status, error, stdout, stderr } = spawnSync(command, parameters, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  if (error) throw new Failure(`${command} cannot be run: ${error.message}`);
  return { ok: status === 0, output: `${stdout}${stderr}` };
};

const checkNpm = () => {
  const { output } = run('npm', ['--version'], outsidePath());
  const version = output.trim().split('\n').at(-1) ?? '';
  if (Number.parseInt(version, 10) >= OLDEST_NPM) return;
  throw new Failure(
    `npm ${version} is too old: npm ${OLDEST_NPM} or newer is needed ("npm install --global npm" brings it)`,
  );
};

const NETWORK_TROUBLE = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/;

const install = () => {
  console.log('Installing packages (npm ci), this takes up to a minute …');
  checkNpm();
  const hash = lockHash();
  const { ok, output } = run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], outsidePath());
  if (!ok) {
    console.error(output);
    const reason = NETWORK_TROUBLE.test(output)
      ? 'the package registry cannot be reached: check the network, or the proxy and registry in "npm config list"'
      : 'its output stands above';
    throw new Failure(`npm ci failed: ${reason}`);
  }
  if (!existsSync(join(ROOT, 'node_modules/node/bin/node'))) {
    throw new Failure(
      'the package "node" brought no Node: are install scripts switched off (ignore-scripts in .npmrc)?',
    );
  }
  writeFileSync(INSTALL_STAMP, hash);
};

const build = () => {
  console.log('Building (nest build) …');
  const bin = join(ROOT, 'node_modules/.bin');
  const hash = sourceHash();
  const { ok, output } = run(join(bin, 'nest'), ['build'], `${bin}:${outsidePath()}`);
  if (!ok || !existsSync(join(ROOT, 'dist/main.js'))) {
    console.error(output);
    throw new Failure('the build failed: its output stands above');
  }
  writeFileSync(BUILD_STAMP, hash);
};

const prepare = () => {
  if (!isInstalled()) install();
  if (!installOnly && !isBuilt()) build();
};

/**
 * Two runs at once would delete each other's packages. flock(1) holds package-lock.json itself while the run below it
 * lasts; the kernel lets go, however that ends. Answers the exit code, or null on a machine without flock.
 */
const runUnderLock = () => {
  const env = { ...process.env, PATH: outsidePath() };
  const lock = join(ROOT, 'package-lock.json');
  const flock = (...parameters) => spawnSync('flock', parameters, { cwd: ROOT, env, stdio: 'inherit' });
  const probe = flock('-n', lock, 'true');
  if (probe.error) return null;
  if (probe.status !== 0) console.log('Another run prepares this checkout, waiting for it …');
  const self = fileURLToPath(import.meta.url);
  return flock(lock, 'node', self, ...process.argv.slice(2), UNDER_LOCK).status ?? 1;
};

try {
  if (!isReady()) {
    const status = process.argv.includes(UNDER_LOCK) ? null : runUnderLock();
    if (status === null) prepare();
    else process.exitCode = status;
  }
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`emberlog: ${error.message}`);
  process.exitCode = 1;
}
