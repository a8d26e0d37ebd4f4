/** Who asks: user, project and role names of a token. */
export interface Identity {
  readonly user_id: string;
  /** Never empty: who has no project is not let in. */
  readonly project_id: string;
  /** As the token lists them: implied roles are in it, no role is inferred from another. */
  readonly roles: readonly string[];
  /** True when the roles, or the driver itself, make this caller an administrator. */
  readonly is_admin: boolean;
  /** Another service asks on the user's behalf: a service token with one of the service roles came along. */
  readonly is_service?: true;
}

export interface AuthenticationRequest {
  /** Request headers, names in lower case. Only tokens among them are believed, never `x-user-id` and its like. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The full request URL as the client wrote it. */
  readonly url: string;
}

export type Authentication =
  | { readonly identity: Identity }
  | {
      readonly answer: {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
    };

/** The identity service gives no answer, or none that decides. Nothing is wrong with the request; it may be sent again. */
export class IdentityUnavailable extends Error {
  override readonly name = 'IdentityUnavailable';
  readonly code = 'IdentityUnavailable';
}

/**
 * Turns a request's headers into an identity (spec/api-core.md 1.8). Called once for every request under /v3, before the
 * route is looked up.
 *
 * A missing or bad token is not an error: the driver returns the answer that ends the request. It rejects only when it
 * cannot decide, with IdentityUnavailable, and only for as long as that lasts.
 */
export interface IdentityDriver {
  authenticate(request: AuthenticationRequest): Promise<Authentication>;
}
