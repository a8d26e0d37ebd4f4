import type { PolicyRule } from '../identity/policies.js';
import type { SchemaSince } from '../body/schema.js';

/** What routes and actions have in common. */
export interface CallSpec {
  /** Success code. */
  readonly status: number;
  /** First microversion at which the method exists; below it is a 404. */
  readonly since?: string;
  /** The rule that guards it; null says on purpose that any token will do. */
  readonly policy: PolicyRule | null;
  /**
   * `project`: checked before the handler, against the caller's own project (lists, creations, administration).
   * `row`: the handler looks the row up first, so that a missing one is 404 for everybody, and then calls
   * the function of `@RowPolicy()`; a handler that ends well without having called it is an error of ours.
   */
  readonly enforce?: 'project' | 'row';
  /** Makes a body required, and closed to what the schema of the request's version allows. */
  readonly body?: readonly SchemaSince[];
  /** Takes the header Idempotency-Key (docs/extensions.md). */
  readonly idempotent?: true;
  /**
   * The headers of an answer without a body. Cinder has two sorts: `json` went through its serializer,
   * `html` was built directly (spec 1.4). Default json.
   */
  readonly empty?: 'json' | 'html';
}

export interface RouteSpec extends CallSpec {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Under /v3: `backups/:id`. With a leading slash: a path of its own that needs no token, such as `/healthcheck`. */
  readonly path: string;
  /** Without microversions: no negotiation and no version headers. */
  readonly unversioned?: true;
}

export interface ActionSpec extends CallSpec {
  /** The collection: the action answers `POST /v3/<on>/:id/action`. */
  readonly on: string;
  /** The one key of the body, such as `os-reset_status`. */
  readonly name: string;
}

export const isOpen = (spec: RouteSpec): boolean => spec.path.startsWith('/');
/** The root of the API is `/v3/`. */
export const routePath = (spec: RouteSpec): string => (isOpen(spec) ? spec.path : `/v3/${spec.path}`);

/** Where the decorators leave the specification of a handler: one of the two members is there. */
export interface DeclaredCall {
  /** One, or several where Cinder serves the same under other paths too. */
  readonly routes?: readonly RouteSpec[];
  readonly action?: ActionSpec;
}
export const callSpecKey = 'emberlog:call';
