import { IdentityUnavailable } from '../port.js';
import type { Authentication, AuthenticationRequest, Identity, IdentityDriver } from '../port.js';
import { KeystoneClient, type KeystoneClientOptions } from './keystone-client.js';
import { rejection } from './rejection.js';
import { TokenCache } from './token-cache.js';
import type { ValidToken } from './valid-token.js';

export interface KeystoneOptions extends KeystoneClientOptions {
  /** Where clients are sent that have no good token. */
  readonly authenticateUri: string;
  /** One of these makes the token of another service a service token. */
  readonly serviceTokenRoles: readonly string[];
  readonly cacheSize: number;
  readonly cacheMs: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** For the operator: that Keystone went out of reach, and that it is back. */
  log(message: string): void;
}

/** Callers are who Keystone says they are; what keystonemiddleware does before Cinder (spec/api-core.md 1.8). */
export class KeystoneIdentity implements IdentityDriver {
  readonly #client: KeystoneClient;
  readonly #cache: TokenCache;
  readonly #rejection: Authentication;
  readonly #serviceRoles: ReadonlySet<string>;
  /** So that an outage is told once, not with every request. */
  #trouble: string | null = null;

  constructor(private readonly options: KeystoneOptions) {
    this.#client = new KeystoneClient(options);
    this.#cache = new TokenCache({
      size: options.cacheSize,
      keepMs: options.cacheMs,
      now: () => options.now(),
    });
    this.#rejection = rejection(options.authenticateUri);
    this.#serviceRoles = new Set(options.serviceTokenRoles);
  }

  async authenticate({ headers }: AuthenticationRequest): Promise<Authentication> {
    const userToken = headers['x-auth-token']?.trim();
    if (!userToken) return this.#rejection;
    try {
      return await this.#judge(userToken, headers['x-service-token']?.trim());
    } catch (error) {
      this.#tell(error);
      throw error;
    }
  }

  async #judge(userToken: string, serviceToken: string | undefined): Promise<Authentication> {
    const service = serviceToken ? await this.#validate(serviceToken) : undefined;
    // A bad service token spoils the request, although the user's may be good.
    if (service === null) return this.#rejection;
    const is_service = service?.roles.some((role) => this.#serviceRoles.has(role)) === true;
    const user = await this.#user(userToken, is_service);
    const identity = user === null ? null : identityOf(user, is_service);
    return identity === null ? this.#rejection : { identity };
  }

  /** Null when the token is not known, or its time is over. */
  async #validate(token: string): Promise<ValidToken | null> {
    const found = await this.#cache.get(token, async () => {
      const answer = await this.#client.validate(token);
      this.#recovered();
      return answer;
    });
    return found === null || found.expires <= this.options.now() ? null : found;
  }

  /** A service may finish what it began while the user's token was good; such a token is never kept. */
  async #user(token: string, forService: boolean): Promise<ValidToken | null> {
    const valid = await this.#validate(token);
    return valid !== null || !forService ? valid : this.#client.validate(token, true);
  }

  #tell(error: unknown): void {
    if (!(error instanceof IdentityUnavailable) || error.message === this.#trouble) return;
    this.#trouble = error.message;
    this.options.log(`${error.message}; requests are answered 503 until it is mended`);
  }

  #recovered(): void {
    if (this.#trouble === null) return;
    this.#trouble = null;
    this.options.log('Keystone answers again');
  }
}

/** Null for a token without a project: nothing here belongs to a domain, to the system or to nobody. */
const identityOf = ({ user_id, project_id, roles }: ValidToken, is_service: boolean): Identity | null =>
  project_id === null
    ? null
    : {
        user_id,
        project_id,
        roles,
        is_admin: roles.some((role) => role.toLowerCase() === 'admin'),
        ...(is_service ? { is_service } : {}),
      };
