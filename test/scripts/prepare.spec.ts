import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** scripts/prepare.mjs in a checkout of its own, with an npm and a nest that only note that they were called. */
const NPM = `#!/bin/sh
[ "$1" = --version ] && { echo "\${NPM_VERSION:-11.0.0}"; exit; }
echo "npm $1" >> calls
[ -n "$NPM_FAILS" ] && { echo "$NPM_FAILS" >&2; exit 1; }
rm -rf node_modules
sleep 0.1
mkdir -p node_modules/.bin node_modules/node/bin
touch node_modules/node/bin/node
cp nest node_modules/.bin/nest
cp package-lock.json node_modules/.package-lock.json
`;
const NEST = `#!/bin/sh
echo "nest $1" >> calls
rm -rf dist
grep -q syntax-error src/main.ts && { echo "main.ts: unexpected token"; exit 1; }
mkdir -p dist && cp src/main.ts dist/main.js
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'emberlog-prepare-'));
  cpSync('scripts', join(root, 'scripts'), { recursive: true });
  for (const directory of ['bin', 'src']) mkdirSync(join(root, directory));
  write('bin/npm', NPM, 0o755);
  write('nest', NEST, 0o755);
  symlinkSync(process.execPath, join(root, 'bin/node'));
  write('package.json', '{}');
  lock('1.0.0');
  write('src/main.ts', 'main');
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, content: string, mode = 0o644): void =>
  writeFileSync(join(root, path), content, { mode });
const lock = (version: string): void =>
  write(
    'package-lock.json',
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version, integrity: 'x' } } }),
  );

interface Outcome {
  readonly code: number;
  readonly output: string;
  /** What was called in this run. */
  readonly calls: readonly string[];
}

const prepare = async (env: Record<string, string> = {}, ...parameters: string[]): Promise<Outcome> => {
  write('calls', '');
  const outcome = await run(env, ...parameters);
  return { ...outcome, calls: readFileSync(join(root, 'calls'), 'utf8').trim().split('\n').filter(Boolean) };
};

const run = (
  env: Record<string, string>,
  ...parameters: string[]
): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const path = `${join(root, 'node_modules/.bin')}:${join(root, 'bin')}:/usr/bin:/bin`;
    const options = { env: { PATH: path, ...env }, cwd: tmpdir() };
    const child = execFile(
      process.execPath,
      [join(root, 'scripts/prepare.mjs'), ...parameters],
      options,
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });

const both = ['npm ci', 'nest build'];

it('installs and builds a fresh checkout, one line each, and then has nothing to do', async () => {
  const first = await prepare();
  expect(first).toMatchObject({ code: 0, calls: both });
  expect(first.output.trim().split('\n')).toHaveLength(2);
  expect(await prepare()).toEqual({ code: 0, output: '', calls: [] });
});

it('installs again after a change of package-lock.json, and builds with the new packages', async () => {
  await prepare();
  lock('2.0.0');
  expect((await prepare()).calls).toEqual(both);
});

it('believes an install that somebody made by hand', async () => {
  await prepare();
  rmSync(join(root, 'node_modules/.emberlog-lock'));
  expect((await prepare()).calls).toEqual([]);
});

it.each(['node_modules/.package-lock.json', 'node_modules/node'])(
  'mends an install without %s',
  async (path) => {
    await prepare();
    rmSync(join(root, 'node_modules/.emberlog-lock'));
    rmSync(join(root, path), { recursive: true });
    expect((await prepare()).calls).toEqual(['npm ci']);
  },
);

it.each(['src/main.ts', 'src/new.ts', 'tsconfig.json'])('builds again after a change of %s', async (path) => {
  await prepare();
  write(path, 'changed');
  expect((await prepare()).calls).toEqual(['nest build']);
});

it('does not build for a changed spec, or when only asked to install', async () => {
  expect((await prepare({}, '--install-only')).calls).toEqual(['npm ci']);
  await prepare();
  write('src/main.spec.ts', 'changed');
  expect((await prepare()).calls).toEqual([]);
});

it('shows the output of a broken build, fails, and tries again', async () => {
  write('src/main.ts', 'syntax-error');
  const broken = await prepare();
  expect(broken.code).toBe(1);
  expect(broken.output).toContain('main.ts: unexpected token');
  write('src/main.ts', 'mended');
  expect(await prepare()).toMatchObject({ code: 0, calls: ['nest build'] });
});

it('names the reason why packages cannot be installed', async () => {
  const offline = await prepare({ NPM_FAILS: 'npm error code EAI_AGAIN' });
  expect(offline.code).toBe(1);
  expect(offline.output).toContain('the package registry cannot be reached');
  const other = await prepare({ NPM_FAILS: 'npm error EUSAGE' });
  expect(other.output).toMatch(/npm error EUSAGE[^]*npm ci failed/);
  const old = await prepare({ NPM_VERSION: '6.14.0' });
  expect(old).toMatchObject({ code: 1, calls: [] });
  expect(old.output).toContain('npm 6.14.0 is too old');
});

it('works once when it is started three times at once', async () => {
  write('calls', '');
  const outcomes = await Promise.all([run({}), run({}), run({})]);
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(readFileSync(join(root, 'calls'), 'utf8').trim().split('\n')).toEqual(both);
});
