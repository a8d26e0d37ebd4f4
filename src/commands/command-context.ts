/** Who caused an event. A service acts for the user whose request it carries out; the request itself tells who that was. */
export interface Actor {
  readonly user_id: string | null;
  readonly project_id: string | null;
  readonly roles: readonly string[];
  /** `worker` or `reconciler` when no user acts directly. */
  readonly service?: string;
}

/** A client's key for one request, so that sending it again is no second request. */
export interface Idempotency {
  /** Header Idempotency-Key. */
  readonly key: string;
  /** Digest of path and body: the same key with another one of it is a mistake of the client. */
  readonly request: string;
  /** What an equal answer later needs and the first event does not say. */
  readonly answer?: Readonly<Record<string, string>>;
}

/** What every command carries besides its input; it ends up in the metadata of each event. */
export interface CommandContext {
  readonly actor: Actor;
  /** `req-<uuid>`; null for work that no request asked for. */
  readonly request_id: string | null;
  /** One id for all that follows from one request, across streams. */
  readonly correlation_id: string;
  /** Event id of what led to this command, or the command's own id at the start of an operation. */
  readonly causation_id: string;
  /** Makes event ids deterministic: the same command appends the same events, however often it is tried. */
  readonly command_id: string;
  /** May see and touch every project. */
  readonly is_admin: boolean;
  /** Another service asks, with a token of its own: what compute protects is then not protected from it. */
  readonly is_service?: true;
  /** Only of requests that carry a key; workers never have one. */
  readonly idempotency?: Idempotency;
}

/** True when the caller may know that a row of `projectId` exists. */
export const maySee = (context: CommandContext, projectId: string): boolean =>
  context.is_admin || context.actor.project_id === projectId;

/** With what an equal answer later needs, when the request carries a key. */
export const answering = (
  context: CommandContext,
  answer: Readonly<Record<string, string>>,
): CommandContext =>
  context.idempotency === undefined
    ? context
    : { ...context, idempotency: { ...context.idempotency, answer } };
