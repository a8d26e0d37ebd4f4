/** A token that Keystone has confirmed. */
export interface ValidToken {
  readonly user_id: string;
  /** Null for tokens of a domain, of the whole system, or of nothing. */
  readonly project_id: string | null;
  readonly roles: readonly string[];
  /** Milliseconds since 1970. */
  readonly expires: number;
}

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};
const idOf = (value: unknown): string | null => {
  const { id } = membersOf(value);
  return typeof id === 'string' && id !== '' ? id : null;
};

/** Reads the body of `GET /v3/auth/tokens`; null when it is no description of a token. */
export const readToken = (body: unknown): ValidToken | null => {
  const { user, project, roles, expires_at } = membersOf(membersOf(body)['token']);
  const user_id = idOf(user);
  const expires = typeof expires_at === 'string' ? Date.parse(expires_at) : Number.NaN;
  if (user_id === null || Number.isNaN(expires)) return null;
  const named = Array.isArray(roles) ? roles.map((role) => membersOf(role)['name']) : [];
  return {
    user_id,
    project_id: idOf(project),
    roles: named.filter((name) => typeof name === 'string'),
    expires,
  };
};
