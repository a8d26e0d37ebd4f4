/** Who asks, as the identity service tells it. */
export interface Identity {
  readonly user_id: string;
  readonly project_id: string;
  readonly roles: readonly string[];
  readonly is_admin: boolean;
  /** Another service asks on the user's behalf. */
  readonly is_service?: true;
}

export interface AuthenticationRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The full URL as the client wrote it. */
  readonly url: string;
}

/** Either who asks, or the answer that ends the request (401, or noauth's 204). */
export type Authentication =
  | { readonly identity: Identity }
  | {
      readonly answer: {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
    };

/** What this layer needs of src/drivers/identity/port.ts, which satisfies it by its shape. */
export interface Authenticator {
  authenticate(request: AuthenticationRequest): Promise<Authentication>;
}

export const AUTHENTICATOR = Symbol('Authenticator');
