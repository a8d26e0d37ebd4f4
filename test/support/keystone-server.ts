import { spawnSync } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { ended, hasEnded, startProcess, type StartedProcess } from './e2e-processes.js';
import { eventually } from './eventually.js';

/** The first administrator; Keystone's own bootstrap makes it. */
export const administrator = { name: 'admin', password: 'secret', project: 'admin' } as const;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** The application reads options from argv, so those of its server are hidden from it. */
const application = `import sys
sys.argv = ["keystone"]
from keystone.server.wsgi import initialize_public_application
application = initialize_public_application()
`;

const settings = (directory: string): string => `[DEFAULT]
log_dir = ${directory}
use_stderr = false
[database]
connection = sqlite:///${directory}/keystone.db
sqlite_synchronous = false
[identity]
# Passwords of tests are no secrets: hashing them as if they were is most of the work of a login.
password_hash_rounds = 4
[token]
provider = fernet
[fernet_tokens]
key_repository = ${directory}/fernet
[credential]
key_repository = ${directory}/credential
`;

/** Debian's Keystone in a directory and on a port of its own, with the users that its bootstrap makes. */
export class KeystoneServer {
  #process: StartedProcess | undefined;
  readonly #directory: string;
  readonly #port: number;

  private constructor(directory: string, port: number) {
    this.#directory = directory;
    this.#port = port;
  }

  /** Resolves when it answers. Making its database takes most of the time. */
  static async start(): Promise<KeystoneServer> {
    const server = new KeystoneServer(await mkdtemp(join(tmpdir(), 'emberlog-keystone-')), await freePort());
    try {
      await server.#prepare();
      await server.resume();
    } catch (error) {
      await server.remove();
      throw error;
    }
    return server;
  }

  /** With its `/v3`. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/v3`;
  }

  async #prepare(): Promise<void> {
    const directory = this.#directory;
    await writeFile(join(directory, 'keystone.conf'), settings(directory));
    await writeFile(join(directory, 'emberlog_keystone.py'), application);
    for (const keys of ['fernet', 'credential']) await mkdir(join(directory, keys), { mode: 0o700 });
    this.#manage('db_sync');
    // With a rollback journal its own readers lock its writers out.
    const database = new DatabaseSync(join(directory, 'keystone.db'));
    database.exec('pragma journal_mode = wal');
    database.close();
    const { username, gid } = userInfo();
    for (const command of ['fernet_setup', 'credential_setup']) {
      this.#manage(command, '--keystone-user', username, '--keystone-group', String(gid));
    }
    const urls = ['public', 'internal', 'admin'].flatMap((name) => [`--bootstrap-${name}-url`, this.url]);
    const first = ['--bootstrap-password', administrator.password, '--bootstrap-region-id', 'RegionOne'];
    this.#manage('bootstrap', ...first, ...urls);
  }

  #manage(...parameters: readonly string[]): void {
    const file = join(this.#directory, 'keystone.conf');
    const { status, stdout, stderr } = spawnSync('keystone-manage', ['--config-file', file, ...parameters], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    if (status !== 0) throw new Error(`keystone-manage ${parameters[0]} failed:\n${stdout}${stderr}`);
  }

  /** Starts it, again too, on the same port with all it knew. */
  async resume(): Promise<void> {
    const directory = this.#directory;
    const address = ['-b', `127.0.0.1:${this.#port}`, '--chdir', directory, '--worker-tmp-dir', directory];
    const started = startProcess(
      'gunicorn',
      [...address, '-k', 'sync', '--timeout', '120', 'emberlog_keystone:application'],
      {
        PATH: process.env['PATH'],
        OS_KEYSTONE_CONFIG_DIR: directory,
        OS_KEYSTONE_CONFIG_FILES: 'keystone.conf',
      },
    );
    this.#process = started;
    await eventually(async () => {
      if (hasEnded(started.child)) return;
      if (!(await fetch(this.url)).ok) throw new Error('Keystone does not answer');
    }, 180_000);
    if (hasEnded(started.child)) throw new Error(`Keystone ended at start:\n${started.output()}`);
  }

  /** Ends the process; what it knows stays. */
  async pause(): Promise<void> {
    if (this.#process === undefined || hasEnded(this.#process.child)) return;
    this.#process.child.kill('SIGTERM');
    const timer = setTimeout(() => this.#process?.child.kill('SIGKILL'), 10_000);
    await ended(this.#process.child);
    clearTimeout(timer);
  }

  async remove(): Promise<void> {
    await this.pause();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
