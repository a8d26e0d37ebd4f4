/** Who asks: user, project and role names of a token. */
export interface Identity {
  readonly user_id: string;
  readonly project_id: string;
  readonly roles: readonly string[];
  /** True when the roles, or the driver itself, make this caller an administrator. */
  readonly is_admin: boolean;
}

export interface AuthenticationRequest {
  /** Request headers, names in lower case. */
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

/**
 * Turns a request's headers into an identity (spec/api-core.md 1.8). Called once for every request under /v3, before the
 * route is looked up.
 *
 * A missing or bad token is not an error: the driver returns the answer that ends the request. It rejects only when it
 * cannot decide, such as an identity service out of reach.
 */
export interface IdentityDriver {
  authenticate(request: AuthenticationRequest): Promise<Authentication>;
}
