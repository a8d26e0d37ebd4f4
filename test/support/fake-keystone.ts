import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What a token says; members left out are those of an ordinary member of project `aa`. */
export interface GivenToken {
  readonly user?: string;
  readonly project?: string | null;
  readonly roles?: readonly string[];
  readonly expires?: number;
}

type Behaviour = 'answers' | 'hangs' | 'fails' | 'breaks off' | 'talks nonsense';

/**
 * As much of Keystone as token validation needs, over real HTTP: the service user's login, validation with the service's own token,
 * `allow_expired`, revocation, and the ways in which a server can be of no use.
 */
export class FakeKeystone {
  readonly user = {
    username: 'cinder',
    password: 'secret',
    project: 'service',
    userDomain: 'Default',
    projectDomain: 'Default',
  };
  behaviour: Behaviour = 'answers';
  /** Requests so far. */
  logins = 0;
  validations = 0;
  readonly #tokens = new Map<string, GivenToken>();
  #own: string | null = null;
  #server: Server | undefined;
  #port = 0;
  #gate: Promise<void> | null = null;

  static async start(): Promise<FakeKeystone> {
    const keystone = new FakeKeystone();
    await keystone.resume();
    return keystone;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  give(secret: string, token: GivenToken = {}): string {
    this.#tokens.set(secret, token);
    return secret;
  }

  revoke(secret: string): void {
    this.#tokens.delete(secret);
  }

  /** The service's own token is as good as expired. */
  forgetOwn(): void {
    this.#own = null;
  }

  /** Validations wait until the answer is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    return resolve;
  }

  /** Ends the server; its port refuses connections. */
  async pause(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  /** Starts it, again too, on the same port. */
  async resume(): Promise<void> {
    const server = createServer((request, response) => void this.#receive(request, response));
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const answer = (status: number, body: object, headers: Record<string, string> = {}): void => {
      response
        .writeHead(status, { 'Content-Type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    };
    switch (this.behaviour) {
      case 'hangs':
        return;
      case 'fails':
        return answer(500, { error: { code: 500 } });
      case 'breaks off':
        request.socket.destroy();
        return;
      case 'talks nonsense':
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Welcome</html>');
        return;
      case 'answers':
    }
    if (pathname !== '/v3/auth/tokens') return answer(404, { error: { code: 404 } });
    if (request.method === 'POST') return this.#login(Buffer.concat(chunks).toString(), answer);
    await this.#gate;
    return this.#validate(request, searchParams.has('allow_expired'), answer);
  }

  #login(
    text: string,
    answer: (status: number, body: object, headers?: Record<string, string>) => void,
  ): void {
    this.logins += 1;
    const { username, password, project, userDomain, projectDomain } = this.user;
    const wanted = {
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: username, domain: { name: userDomain }, password } },
        },
        scope: { project: { name: project, domain: { name: projectDomain } } },
      },
    };
    if (text !== JSON.stringify(wanted)) return answer(401, { error: { code: 401 } });
    this.#own = `own-${this.logins}`;
    return answer(201, { token: {} }, { 'X-Subject-Token': this.#own });
  }

  #validate(
    request: IncomingMessage,
    allowExpired: boolean,
    answer: (status: number, body: object) => void,
  ): void {
    this.validations += 1;
    if (this.#own === null || request.headers['x-auth-token'] !== this.#own) {
      return answer(401, { error: { code: 401 } });
    }
    const token = this.#tokens.get(String(request.headers['x-subject-token']));
    const expires = token?.expires ?? Date.now() + 3_600_000;
    if (token === undefined || (expires <= Date.now() && !allowExpired)) {
      return answer(404, { error: { code: 404 } });
    }
    const { user = 'ann', project = 'aa', roles = ['member', 'reader'] } = token;
    return answer(200, {
      token: {
        user: { id: user, name: user, domain: { id: 'default', name: 'Default' } },
        ...(project === null ? {} : { project: { id: project, name: project } }),
        roles: roles.map((name) => ({ id: name, name })),
        expires_at: new Date(expires).toISOString(),
      },
    });
  }
}
