import { administrator } from './keystone-server.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Credentials {
  readonly name: string;
  readonly password: string;
  /** Null asks for a token without a scope. */
  readonly project: string | null;
}

const domain = { id: 'default' };

/** The body that asks Keystone for a token. */
const authentication = ({ name, password, project }: Credentials): object => ({
  auth: {
    identity: { methods: ['password'], password: { user: { name, domain, password } } },
    scope: project === null ? 'unscoped' : { project: { name: project, domain } },
  },
});

/** Projects, users, tokens and the catalog of a real Keystone, by its own API. */
export class KeystonePeople {
  readonly #url: string;
  #token = '';

  private constructor(url: string) {
    this.#url = url;
  }

  /** As the administrator. */
  static async of(url: string): Promise<KeystonePeople> {
    const people = new KeystonePeople(url);
    people.#token = await people.token(administrator);
    return people;
  }

  async token(credentials: Credentials): Promise<string> {
    const response = await fetch(`${this.#url}/auth/tokens?nocatalog=1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(authentication(credentials)),
    });
    const text = await response.text();
    const token = response.headers.get('X-Subject-Token');
    if (response.status !== 201 || token === null)
      throw new Error(`no token for ${credentials.name}: ${text}`);
    return token;
  }

  async revoke(token: string): Promise<void> {
    await this.#ask('DELETE', '/auth/tokens', undefined, { 'X-Subject-Token': token });
  }

  async project(name: string): Promise<string> {
    const found = await this.#make('projects', 'project', { name, domain_id: domain.id });
    return found.id;
  }

  /** A user with one role in one project. Answers what it gets tokens with. */
  async user(name: string, project: string, ...roles: readonly string[]): Promise<Credentials> {
    const password = `secret of ${name}`;
    const user = await this.#make('users', 'user', { name, password, domain_id: domain.id });
    const projectId = await this.project(project);
    for (const role of roles) {
      const { id } = await this.#make('roles', 'role', { name: role });
      await this.#ask('PUT', `/projects/${projectId}/users/${user.id}/roles/${id}`);
    }
    return { name, password, project };
  }

  /** Puts a service into the catalog; a volume service under both types that clients look for. */
  async publish(url: string, types: readonly string[] = ['volumev3', 'block-storage']): Promise<void> {
    for (const type of types) {
      const service = await this.#make('services', 'service', { name: `emberlog ${type}`, type });
      for (const kind of ['public', 'internal', 'admin']) {
        const endpoint = { service_id: service.id, interface: kind, region_id: 'RegionOne', url };
        await this.#ask('POST', '/endpoints', { endpoint });
      }
    }
  }

  async #make(
    collection: string,
    key: string,
    members: { readonly name: string; readonly [key: string]: string },
  ): Promise<Named> {
    const query = `/${collection}?name=${encodeURIComponent(members.name)}`;
    const found = (await this.#ask('GET', query)) as Record<string, readonly Named[]>;
    const [first] = found[collection] ?? [];
    if (first !== undefined) return first;
    const made = (await this.#ask('POST', `/${collection}`, { [key]: members })) as Record<string, Named>;
    const created = made[key];
    if (created === undefined) throw new Error(`Keystone made no ${key}`);
    return created;
  }

  async #ask(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': this.#token, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  }
}
