import { IdentityUnavailable } from '../port.js';
import { readToken, type ValidToken } from './valid-token.js';

/** The user that asks Keystone about other people's tokens; it needs the role `admin` or `service`. */
export interface ServiceUser {
  readonly username: string;
  readonly password: string;
  readonly project: string;
  readonly userDomain: string;
  readonly projectDomain: string;
}

export interface KeystoneClientOptions {
  /** With or without its `/v3`. */
  readonly url: string;
  readonly user: ServiceUser;
  /** For one answer of Keystone; what takes longer counts as out of reach. */
  readonly timeoutMs: number;
}

const apiUrl = (url: string): string => `${url.replace(/\/+$/, '').replace(/\/v3$/, '')}/v3`;

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Asks Keystone's v3 API whether tokens are good. Its own token is fetched with the first question, and again when Keystone does not
 * know it any more.
 */
export class KeystoneClient {
  readonly #base: string;
  #own: Promise<string> | null = null;

  constructor(private readonly options: KeystoneClientOptions) {
    this.#base = apiUrl(options.url);
  }

  /**
   * Null when Keystone does not know the token.
   * @param allowExpired also describes a token whose time is over but not long ago, for work of services that takes longer
   */
  async validate(token: string, allowExpired = false): Promise<ValidToken | null> {
    const path = `/auth/tokens?nocatalog=1${allowExpired ? '&allow_expired=1' : ''}`;
    const ask = (own: string): Promise<Response> =>
      this.#send({ method: 'GET', path, headers: { 'X-Auth-Token': own, 'X-Subject-Token': token } });
    const own = await this.#ownToken();
    let response = await ask(own);
    if (response.status === 401) {
      await response.text();
      response = await ask(await this.#renewed(own));
    }
    return this.#judged(response);
  }

  async #judged(response: Response): Promise<ValidToken | null> {
    const text = await bodyOf(response);
    // A token that cannot be one at all is a bad request to some versions.
    if (response.status === 404 || response.status === 400) return null;
    if (response.status !== 200) {
      throw new IdentityUnavailable(`Keystone answers ${response.status} to the question about a token`);
    }
    const token = readToken(parsed(text));
    if (token === null) throw new IdentityUnavailable('Keystone describes a token in an unknown form');
    return token;
  }

  /** Those who come at once share one. */
  #ownToken(): Promise<string> {
    if (this.#own === null) {
      const own = this.#authenticate();
      this.#own = own;
      own.catch(() => {
        if (this.#own === own) this.#own = null;
      });
    }
    return this.#own;
  }

  /** @param refused the token that Keystone did not take; somebody else may have renewed it already */
  async #renewed(refused: string): Promise<string> {
    const current = this.#own;
    if (current !== null && (await current) === refused && this.#own === current) this.#own = null;
    return this.#ownToken();
  }

  async #authenticate(): Promise<string> {
    const { username, password, project, userDomain, projectDomain } = this.options.user;
    const user = { name: username, domain: { name: userDomain }, password };
    const response = await this.#send({
      method: 'POST',
      path: '/auth/tokens?nocatalog=1',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        auth: {
          identity: { methods: ['password'], password: { user } },
          scope: { project: { name: project, domain: { name: projectDomain } } },
        },
      }),
    });
    await bodyOf(response);
    const token = response.headers.get('X-Subject-Token');
    if (response.status === 201 && token !== null) return token;
    throw new IdentityUnavailable(`Keystone answers ${response.status} to the service user ${username}`);
  }

  /** A connection that Keystone has closed meanwhile is no news, so the question is put twice. */
  async #send(question: Question): Promise<Response> {
    try {
      return await this.#sendOnce(question);
    } catch (error) {
      if (isTimeout(error)) throw outOfReach(error);
    }
    return this.#sendOnce(question).catch((error: unknown) => {
      throw outOfReach(error);
    });
  }

  #sendOnce({ method, path, headers, body }: Question): Promise<Response> {
    return fetch(`${this.#base}${path}`, {
      method,
      headers: { Accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(this.options.timeoutMs),
    });
  }
}

const isTimeout = (error: unknown): boolean => (error as Error).name === 'TimeoutError';

/** fetch() says little; its cause says more. */
const outOfReach = (error: unknown): IdentityUnavailable => {
  const { message, cause } = error as { readonly message: string; readonly cause?: Partial<Error> };
  return new IdentityUnavailable(`Keystone cannot be reached: ${cause?.message || message}`);
};

const bodyOf = async (response: Response): Promise<string> => {
  try {
    return await response.text();
  } catch (error) {
    throw outOfReach(error);
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
