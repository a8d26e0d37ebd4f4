import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { project } from './e2e-client.js';
import type { Credentials } from './keystone-people.js';
import { describeWith } from './test-setup.js';

const run = promisify(execFile);

export const describeWithClients = (name: string, tests: () => void): void =>
  describeWith('clients', name, tests);

interface Server {
  readonly url: string;
  readonly dataDirectory: string;
}
type Row = Readonly<Record<string, string>>;

/** No configuration of whoever runs the tests, and no warnings. What they keep goes away with the service's directory. */
const environment = ({ dataDirectory }: Server): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: join(dataDirectory, 'clients'),
  LANG: 'C.UTF-8',
  OS_CLIENT_CONFIG_FILE: '/nonexistent/clouds.yaml',
  PYTHONWARNINGS: 'ignore',
});

const output = async (
  [command, ...parameters]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<string> => (await run(command, parameters, { env, maxBuffer: 2 ** 24 })).stdout;

/** All that a failed command printed. */
export const said = (error: unknown): string => {
  const { stdout, stderr } = error as { stdout?: string; stderr?: string };
  if (stdout === undefined) throw error;
  return `${stdout}${stderr}`;
};

const refusalOf = async (command: Promise<string>): Promise<string> => {
  const text = await command.then(
    (printed) => ({ printed }),
    (error: unknown) => ({ error }),
  );
  if ('printed' in text) throw new Error(`this was not refused: ${text.printed}`);
  return said(text.error);
};

/** The rows of a table as cinderclient prints it, by the titles of its columns. */
export const tableRows = (text: string): readonly Row[] => {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  const [titles = [], ...rows] = lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
  return rows.map((cells) => Object.fromEntries(titles.map((title, at) => [title, cells[at] ?? ''])));
};

/** `cinder` against a service with noauth. Rejects when the command fails. */
export class CinderClient {
  constructor(private readonly server: Server) {}

  async text(...parameters: readonly string[]): Promise<string> {
    const identity = ['--os-auth-type', 'noauth', '--os-user-id', 'admin', '--os-project-id', project];
    const endpoint = ['--os-endpoint', `${this.server.url}/v3`];
    return output(['cinder', ...identity, ...endpoint, ...parameters], environment(this.server));
  }

  refusal(...parameters: readonly string[]): Promise<string> {
    return refusalOf(this.text(...parameters));
  }

  async rows(...parameters: readonly string[]): Promise<readonly Row[]> {
    return tableRows(await this.text(...parameters));
  }

  /** Of commands that print one property a line. */
  async properties(...parameters: readonly string[]): Promise<Row> {
    const rows = await this.rows(...parameters);
    return Object.fromEntries(rows.map((row) => [row['Property'] ?? row['Name'] ?? '', row['Value'] ?? '']));
  }
}

/** `openstack`; the plug-in that takes a token as it is needs no Keystone. */
export class OpenStackClient {
  constructor(private readonly server: Server) {}

  async text(...parameters: readonly string[]): Promise<string> {
    return output(['openstack', ...parameters], {
      ...environment(this.server),
      OS_AUTH_TYPE: 'admin_token',
      OS_ENDPOINT: `${this.server.url}/v3/${project}`,
      OS_TOKEN: `admin:${project}`,
      // From 3.66 on a snapshot takes no `force`, which this client sends always.
      OS_VOLUME_API_VERSION: '3.65',
    });
  }

  refusal(...parameters: readonly string[]): Promise<string> {
    return refusalOf(this.text(...parameters));
  }

  async json<T>(...parameters: readonly string[]): Promise<T> {
    return JSON.parse(await this.text(...parameters, '-f', 'json')) as T;
  }
}

interface CatalogClients {
  cinder(...parameters: readonly string[]): Promise<string>;
  openstack(...parameters: readonly string[]): Promise<string>;
}

/** Both as their users run them: they log in at Keystone, which tells them where the service is. */
export const inCatalog = (server: Server, keystoneUrl: string, user: Credentials): CatalogClients => {
  const env = {
    ...environment(server),
    OS_AUTH_URL: keystoneUrl,
    OS_IDENTITY_API_VERSION: '3',
    OS_USERNAME: user.name,
    OS_PASSWORD: user.password,
    OS_PROJECT_NAME: user.project ?? '',
    OS_USER_DOMAIN_ID: 'default',
    OS_PROJECT_DOMAIN_ID: 'default',
  };
  return {
    cinder: (...parameters) => output(['cinder', ...parameters], env),
    openstack: (...parameters) => output(['openstack', ...parameters], env),
  };
};
