import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** scripts/setup-tests.mjs with a PATH of its own, where only an apt-get of ours can be found, or none. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'emberlog-setup-'));
  cpSync('scripts', join(root, 'scripts'), { recursive: true });
  for (const directory of ['bin', 'node_modules']) mkdirSync(join(root, directory));
  for (const tool of ['sh', 'touch', 'chmod', 'cp', 'cat'])
    symlinkSync(`/bin/${tool}`, join(root, 'bin', tool));
});
afterEach(() => rmSync(root, { recursive: true }));

const command = (name: string, body: string): void =>
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
/** What is needed, behind a word of the package that it comes in. */
const needed = {
  cinder: 'cinder',
  openstack: 'openstack',
  redis: 'redis-server',
  keystone: 'keystone-manage',
  gunicorn: 'gunicorn',
  xfs: 'mkfs.xfs',
  btrfs: 'mkfs.btrfs',
};
const pairs = Object.entries(needed).map((pair) => pair.join(':'));
const BRING_ALL = `for p in ${pairs.join(' ')}; do case "$*" in *${'${p%%:*}'}*) cp ${'$0'} bin/${'${p#*:}'};; esac; done`;

const setUp = (env: Record<string, string> = {}) => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/setup-tests.mjs'], {
    cwd: root,
    env: { PATH: join(root, 'bin'), ...env },
    encoding: 'utf8',
  });
  const result: unknown = JSON.parse(
    readFileSync(join(root, 'node_modules/.emberlog-test-setup.json'), 'utf8'),
  );
  return { status, stderr, result };
};

it('is content with commands that run, and asks them once', () => {
  for (const name of Object.values(needed)) command(name, 'echo asked >> asked');
  expect(setUp()).toMatchObject({ status: 0, result: { reasons: {} } });
  expect(setUp()).toMatchObject({ status: 0, result: { reasons: {} } });
  expect(readFileSync(join(root, 'asked'), 'utf8')).toBe('asked\n'.repeat(pairs.length));
});

const asRoot = process.getuid?.() === 0;
const describeAsRoot = asRoot ? describe : describe.skip;
describeAsRoot(`as root${asRoot ? '' : ' (skipped: we are not)'}`, () => {
  it('installs what is missing', () => {
    command('apt-get', `echo "$*" >> apt; [ "$1" = --version ] || { ${BRING_ALL}; }`);
    expect(setUp()).toMatchObject({ status: 0, result: { reasons: {} } });
    const asked = readFileSync(join(root, 'apt'), 'utf8');
    expect(asked).toContain('install --no-install-recommends python3-cinderclient python3-openstackclient');
    expect(asked).toContain('install --no-install-recommends redis-server');
  });

  it('fetches package lists when the first try fails', () => {
    const body = `case "$*" in *update*) touch updated;; *install*) [ -e updated ] || exit 100; ${BRING_ALL};; esac`;
    command('apt-get', body);
    expect(setUp()).toMatchObject({ status: 0, result: { reasons: {} } });
  });

  it('leaves the reason for the tests, and fails only for CI', () => {
    command('apt-get', '[ "$1" = --version ] || { echo "E: Unable to fetch"; exit 100; }');
    const reason = 'apt-get failed: E: Unable to fetch';
    expect(setUp()).toMatchObject({
      status: 0,
      result: { reasons: { clients: reason, redis: reason, keystone: reason } },
    });
    expect(setUp({ CI: 'true' })).toMatchObject({ status: 1, stderr: expect.stringContaining(reason) });
  });

  it('says when there is no apt-get, or when what it installed does not run', () => {
    expect(setUp().result).toMatchObject({
      reasons: { redis: expect.stringContaining('no apt-get') },
    });
    command(
      'apt-get',
      '[ "$1" = --version ] || for c in cinder openstack redis-server keystone-manage gunicorn; do touch bin/$c; done',
    );
    expect(setUp().result).toMatchObject({
      reasons: { clients: expect.stringContaining('does not run') },
    });
  });
});
