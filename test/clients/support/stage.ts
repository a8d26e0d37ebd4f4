import { KeystonePeople, type Credentials } from '../../support/keystone-people.js';
import { administrator, KeystoneServer } from '../../support/keystone-server.js';
import { TestService, type ServiceOptions } from '../../support/e2e-service.js';
import { startImageDiscovery } from './image-discovery.js';
import { Recorder } from './recorder.js';

/** Who runs a command: the cloud's operator, or members of two projects. */
export type Role = 'operator' | 'ann' | 'bob';

interface Parts {
  readonly images: { close(): Promise<void> };
  readonly keystone: KeystoneServer;
  readonly recorder: Recorder;
  readonly service: TestService;
  readonly people: KeystonePeople;
  readonly credentials: Readonly<Record<Role, Credentials>>;
  readonly projects: Readonly<Record<Role, string>>;
}

/** A service behind a real Keystone, whose catalog leads clients past the recorder. */
export class Stage {
  readonly keystone: KeystoneServer;
  readonly recorder: Recorder;
  readonly service: TestService;
  readonly people: KeystonePeople;
  readonly projects: Readonly<Record<Role, string>>;
  readonly #credentials: Readonly<Record<Role, Credentials>>;

  readonly #images: { close(): Promise<void> };

  private constructor({ credentials, images, ...parts }: Parts) {
    this.#images = images;
    this.keystone = parts.keystone;
    this.recorder = parts.recorder;
    this.service = parts.service;
    this.people = parts.people;
    this.projects = parts.projects;
    this.#credentials = credentials;
  }

  static async start(options: ServiceOptions = {}): Promise<Stage> {
    const keystone = await KeystoneServer.start();
    const recorder = await Recorder.start();
    const images = await startImageDiscovery();
    const people = await KeystonePeople.of(keystone.url);
    const serviceUser = await people.user('cinder', 'service', 'admin', 'service');
    const service = await TestService.start({
      auth: 'keystone',
      keystone_url: keystone.url,
      keystone_username: serviceUser.name,
      keystone_password: serviceUser.password,
      keystone_project: 'service',
      ...options,
    });
    recorder.passTo(service.url);
    await people.publish(`${recorder.url}/v3/%(project_id)s`);
    await people.publish(images.url, ['image']);
    const credentials = {
      operator: administrator,
      ann: await people.user('ann', 'lab', 'member', 'reader'),
      bob: await people.user('bob', 'garden', 'member', 'reader'),
    };
    const projects = {
      operator: await people.project(administrator.project),
      ann: await people.project('lab'),
      bob: await people.project('garden'),
    };
    return new Stage({ images, keystone, recorder, service, people, credentials, projects });
  }

  /** What the clients read of a person from their environment. */
  environment(role: Role): NodeJS.ProcessEnv {
    const { name, password, project } = this.#credentials[role];
    return {
      PATH: process.env['PATH'],
      HOME: this.service.path('clients', role),
      LANG: 'C.UTF-8',
      PYTHONWARNINGS: 'ignore',
      OS_CLIENT_CONFIG_FILE: '/nonexistent/clouds.yaml',
      OS_AUTH_URL: this.keystone.url,
      OS_IDENTITY_API_VERSION: '3',
      OS_USERNAME: name,
      OS_PASSWORD: password,
      OS_PROJECT_NAME: project ?? '',
      OS_USER_DOMAIN_ID: 'default',
      OS_PROJECT_DOMAIN_ID: 'default',
      OS_REGION_NAME: 'RegionOne',
    };
  }

  /** Asks the service itself, as the operator. */
  async get(path: string): Promise<Readonly<Record<string, unknown>>> {
    const token = await this.people.token(this.#credentials.operator);
    const url = `${this.service.url}/v3/${this.projects.operator}/${path}`;
    const answer = await fetch(url, {
      headers: { 'X-Auth-Token': token, 'OpenStack-API-Version': 'volume 3.70' },
    });
    const text = await answer.text();
    if (!answer.ok && answer.status !== 404) throw new Error(`GET ${path}: ${answer.status} ${text}`);
    return answer.status === 404 ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
  }

  async close(): Promise<void> {
    await this.service.remove();
    await this.recorder.close();
    await this.#images.close();
    await this.keystone.remove();
  }
}
